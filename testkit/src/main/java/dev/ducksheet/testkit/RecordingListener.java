package dev.ducksheet.testkit;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts wake-ups and lets a test wait for the next. Thread-safe. */
public final class RecordingListener implements Runnable {
    private final Semaphore wakeUps = new Semaphore(0);
    private final AtomicInteger count = new AtomicInteger();
    private volatile Thread thread = Thread.currentThread();

    @Override
    public void run() {
        thread = Thread.currentThread();
        count.incrementAndGet();
        wakeUps.release();
    }

    /** Waits for a wake-up that came after those already waited for; several may have come for one. */
    public void awaitWakeUp() {
        try {
            if (!wakeUps.tryAcquire(Await.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody was woken within " + Await.limit());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        wakeUps.drainPermits();
    }

    /** Returns how often it was woken. */
    public int count() {
        return count.get();
    }

    /** Returns the thread that woke it last. */
    public Thread thread() {
        return thread;
    }
}
