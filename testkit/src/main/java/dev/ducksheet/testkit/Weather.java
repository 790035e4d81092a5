package dev.ducksheet.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How long what is under way takes at present. Thread-safe. */
final class Weather {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long delayNanos;
    private boolean stalled;

    void delay(Duration each) {
        change(() -> delayNanos = each.toNanos());
    }

    void stalled(boolean yes) {
        change(() -> stalled = yes);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what was sent at {@code nanos} may arrive. */
    void await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long left = nanos + delayNanos - System.nanoTime();
                if (stalled) {
                    changed.await();
                } else if (left > 0) {
                    boolean unused = changed.await(left, TimeUnit.NANOSECONDS);
                } else {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
