package dev.ducksheet.cli.e2e;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Asks again and again, for what another process does in its own time. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private Eventually() {}

    /** Waits until the answer is the expected one. */
    static <T> void is(T expected, Supplier<T> answer) {
        is(expected, LIMIT, answer);
    }

    /** Waits so long until the answer is the expected one. */
    static <T> void is(T expected, Duration limit, Supplier<T> answer) {
        long end = System.nanoTime() + limit.toNanos();
        var last = answer.get();
        while (!Objects.equals(expected, last)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still " + last + " instead of " + expected);
            }
            LockSupport.parkNanos(PAUSE);
            last = answer.get();
        }
    }
}
