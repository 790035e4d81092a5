package dev.ducksheet.place.http;

import dev.ducksheet.guard.AddressPolicy;
import dev.ducksheet.guard.GuardSettings;
import java.time.Duration;

/**
 * How files are fetched.
 *
 * @param guard from where, and how long is waited
 * @param mostBytes a file that has more is not fetched
 */
public record PlaceSettings(GuardSettings guard, long mostBytes) {
    private static final long MOST_BYTES = 100L << 30;

    /** Returns the defaults: 10 s for a connection, 30 s for the next byte, 24 h for a file; 100 GiB. */
    public static PlaceSettings of(AddressPolicy policy, String agent) {
        var guard =
                new GuardSettings(policy, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofHours(24), agent);
        return new PlaceSettings(guard, MOST_BYTES);
    }
}
