package dev.ducksheet.core.edit;

import java.time.Instant;

/**
 * A webhook: somebody is told of events by a POST to his address.
 *
 * @param id the id of the request that made it
 * @param createdAt to the millisecond
 */
public record Webhook(
        UpdateId id,
        WebhookSettings settings,
        Standing standing,
        WebhookSecrets secrets,
        String createdBy,
        Instant createdAt) {

    /** Whether messages are sent. */
    public sealed interface Standing {
        /** They are. */
        record Enabled() implements Standing {}

        /** They are not, and this is why. */
        record Disabled(String why) implements Standing {}
    }

    /** Returns the webhook that a request makes. */
    public static Webhook of(Request.CreateWebhook request, Instant at) {
        return new Webhook(
                request.id(),
                request.settings(),
                request.standing(),
                WebhookSecrets.of(request.secret()),
                request.editor(),
                at);
    }

    /** Says whether messages are sent. */
    public boolean isEnabled() {
        return standing instanceof Standing.Enabled;
    }

    /** Returns this webhook with other settings. */
    public Webhook with(WebhookSettings others) {
        return new Webhook(id, others, standing, secrets, createdBy, createdAt);
    }

    /** Returns this webhook, enabled or disabled. */
    public Webhook with(Standing other) {
        return new Webhook(id, settings, other, secrets, createdBy, createdAt);
    }

    /** Returns this webhook with other secrets. */
    public Webhook with(WebhookSecrets others) {
        return new Webhook(id, settings, standing, others, createdBy, createdAt);
    }
}
