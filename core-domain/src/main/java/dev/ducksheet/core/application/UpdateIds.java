package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Secret;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.WebhookSecret;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes the secrets of keys and webhooks, and update ids: UUIDs of version 7 (RFC 9562), which begin with the time, so that a store finds them without an
 * index. Thread-safe.
 */
final class UpdateIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final RandomGenerator random;

    UpdateIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized UpdateId next() {
        long high = clock.millis() << 16 | VERSION_7 | random.nextLong() >>> 52;
        long low = VARIANT | random.nextLong() >>> 2;
        return new UpdateId(new UUID(high, low));
    }

    synchronized Secret secret() {
        return Secret.random(random);
    }

    synchronized WebhookSecret webhookSecret() {
        return WebhookSecret.random(random);
    }
}
