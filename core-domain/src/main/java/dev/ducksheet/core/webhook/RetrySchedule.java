package dev.ducksheet.core.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a message that did not arrive is tried again.
 *
 * @param pauses the one before each attempt after the first
 * @param jitter by how much of itself a pause is longer at most, so that many that failed together do not come together
 *     again; 0 to 1
 * @param longest that a receiver may ask to wait
 */
public record RetrySchedule(List<Duration> pauses, double jitter, Duration longest) {
    /** Copies the pauses and refuses a jitter that is none. */
    public RetrySchedule {
        pauses = List.copyOf(pauses);
        if (jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("a jitter is 0 to 1, not " + jitter);
        }
    }

    /** Returns the schedule that the Standard Webhooks specification gives: nine more attempts within some three days. */
    public static RetrySchedule standard() {
        return new RetrySchedule(
                List.of(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(14),
                        Duration.ofHours(20),
                        Duration.ofHours(24)),
                0.1,
                Duration.ofHours(24));
    }

    /**
     * Returns how long to wait after so many attempts, or nothing if there is no other.
     *
     * @param tries at least 1
     * @param asked how long the receiver asked to wait at least; empty if it did not
     */
    public Optional<Duration> pause(int tries, Optional<Duration> asked, RandomGenerator random) {
        if (tries > pauses.size()) {
            return Optional.empty();
        }
        var own = pauses.get(tries - 1);
        var spread = own.plusMillis((long) (own.toMillis() * jitter * random.nextDouble()));
        var least = asked.map(it -> it.compareTo(longest) > 0 ? longest : it).orElse(Duration.ZERO);
        return Optional.of(spread.compareTo(least) > 0 ? spread : least);
    }
}
