package dev.ducksheet.core.edit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The secrets of a webhook: the newest, and for a while those before it, so that a receiver can change over without
 * missing a message.
 *
 * @param outgoing those that still sign, the newest first
 */
public record WebhookSecrets(WebhookSecret current, List<Outgoing> outgoing) {
    /** How long a secret signs beside the one that took its place. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final int MOST_OUTGOING = 3;

    /** Copies the list. */
    public WebhookSecrets {
        outgoing = List.copyOf(outgoing);
    }

    /** A secret that was replaced. */
    public record Outgoing(WebhookSecret secret, Instant until) {}

    /** Returns the secrets of a new webhook. */
    public static WebhookSecrets of(WebhookSecret secret) {
        return new WebhookSecrets(secret, List.of());
    }

    /** Returns these with another newest one. */
    public WebhookSecrets rotated(WebhookSecret next, Instant now) {
        var old = new ArrayList<Outgoing>();
        old.add(new Outgoing(current, now.plus(OVERLAP)));
        outgoing.stream().filter(it -> now.isBefore(it.until())).forEach(old::add);
        return new WebhookSecrets(next, old.subList(0, Math.min(MOST_OUTGOING, old.size())));
    }

    /** Returns those that sign now, the newest first. */
    public List<WebhookSecret> signing(Instant now) {
        var secrets = new ArrayList<WebhookSecret>();
        secrets.add(current);
        outgoing.stream().filter(it -> now.isBefore(it.until())).forEach(it -> secrets.add(it.secret()));
        return secrets;
    }
}
