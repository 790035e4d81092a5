package dev.ducksheet.http.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts the requests of each caller in fixed windows, which begin with the first request in them. In this process
 * alone: with several servers, a key has its limit at each. Thread-safe.
 */
public final class RateLimiter {
    private static final int MOST = 10_000;

    private final RateLimit limit;
    private final LongSupplier nanos;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    /** @param nanos a clock for durations */
    public RateLimiter(RateLimit limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    /** Says whether anybody is limited. */
    public boolean isOff() {
        return limit.isOff();
    }

    /** Counts a request. */
    public Quota take(String caller) {
        long now = nanos.getAsLong();
        var window = windows.compute(caller, (id, known) -> {
            var current = known == null || now - known.began >= limit.window().toNanos() ? new Window(now, 0) : known;
            return new Window(current.began, current.used + 1);
        });
        if (windows.size() > MOST) {
            windows.values().removeIf(it -> now - it.began >= limit.window().toNanos());
        }
        long left = limit.window().toNanos() - (now - window.began);
        return new Quota(
                limit,
                Math.max(0, limit.requests() - window.used),
                (left + 999_999_999) / 1_000_000_000,
                window.used <= limit.requests());
    }

    /** Returns how many callers are remembered. */
    int callers() {
        return windows.size();
    }

    private record Window(long began, long used) {}

    /**
     * What is left to a caller.
     *
     * @param remaining requests in this window
     * @param reset seconds until the next
     * @param isAdmitted whether this request is within the limit
     */
    public record Quota(RateLimit limit, long remaining, long reset, boolean isAdmitted) {
        /** Returns the field RateLimit-Policy. */
        public String policy() {
            return "\"key\";q=" + limit.requests() + ";w=" + limit.window().toSeconds();
        }

        /** Returns the field RateLimit. */
        public String state() {
            return "\"key\";r=" + remaining + ";t=" + reset;
        }
    }
}
