package dev.ducksheet.testkit.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks again and again, for what servers do in their own time. */
final class Poll {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private Poll() {}

    /** Waits until something is so; fails with {@code complaint} if it is not in time. */
    static void until(BooleanSupplier condition, Supplier<String> complaint) {
        long end = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(complaint.get());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
