package dev.ducksheet.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Edits offered at a steady rate, whether or not the last ones are done, and when each was applied and shown. Times are
 * from the moment an edit was due, so that an offer that comes late counts as waiting. Thread-safe.
 */
final class Offers {
    private final int perSecond;
    private final int warmUp;
    private final long[] due;
    private final Histogram applied = new ConcurrentHistogram(3);
    private final Histogram shown = new ConcurrentHistogram(3);
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile long lastShown;

    Offers(int perSecond, Duration warmUp, Duration measured) {
        this.perSecond = perSecond;
        this.warmUp = (int) (perSecond * warmUp.toMillis() / 1000);
        due = new long[this.warmUp + (int) (perSecond * measured.toMillis() / 1000)];
    }

    /** Offers all of them, and waits until all that were taken are shown, at most for {@code patience}. */
    void run(Pipeline pipeline, Duration patience) {
        open.set(due.length);
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(10);
        for (int i = 0; i < due.length; i++) {
            due[i] = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
        }
        for (int i = 0; i < due.length; i++) {
            sleepUntil(due[i]);
            pipeline.offer(i);
        }
        long end = System.nanoTime() + patience.toNanos();
        while (open.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 50_000; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    void applied(int number) {
        record(applied, number);
    }

    void shown(int number) {
        if (number >= 0 && number < due.length) {
            record(shown, number);
            lastShown = System.nanoTime();
            open.decrementAndGet();
        }
    }

    /** The queue was full or away. */
    void refused(int number) {
        open.decrementAndGet();
        refused.addAndGet(number >= warmUp ? 1 : 0);
    }

    private void record(Histogram histogram, int number) {
        if (number >= warmUp) {
            histogram.recordValue(System.nanoTime() - due[number]);
        }
    }

    /** Returns how many a second were taken and shown, from the first that counts to the last. */
    double shownPerSecond() {
        return shown.getTotalCount() * 1e9 / (lastShown - due[warmUp]);
    }

    int refused() {
        return refused.get();
    }

    /** Returns how many were neither refused nor shown. */
    int missing() {
        return Math.max(0, open.get());
    }

    Histogram appliedAfter() {
        return applied;
    }

    Histogram shownAfter() {
        return shown;
    }
}
