package dev.ducksheet.webhook.http;

import dev.ducksheet.guard.AddressPolicy;
import dev.ducksheet.guard.GuardSettings;
import java.time.Duration;

/**
 * How messages are sent.
 *
 * @param policy where to
 * @param connecting how long to wait for a connection, its TLS too
 * @param total how long to wait for all of it
 * @param agent what receivers are told of the sender
 */
public record SenderSettings(AddressPolicy policy, Duration connecting, Duration total, String agent) {

    /** Returns the defaults: 5 s for a connection, 15 s for all of it. */
    public static SenderSettings of(AddressPolicy policy, String agent) {
        return new SenderSettings(policy, Duration.ofSeconds(5), Duration.ofSeconds(15), agent);
    }

    GuardSettings guard() {
        return new GuardSettings(policy, connecting, total, total, agent);
    }
}
