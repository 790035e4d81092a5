package dev.ducksheet.core.edit;

/** One thing that becomes another about a webhook. */
public sealed interface WebhookChange {

    /** Returns the webhook as it is then. */
    Webhook appliedTo(Webhook webhook);

    /** Another address. */
    record Url(String url) implements WebhookChange {
        @Override
        public Webhook appliedTo(Webhook webhook) {
            return webhook.with(webhook.settings().to(url));
        }
    }

    /** Other event types. */
    record Types(EventTypes types) implements WebhookChange {
        @Override
        public Webhook appliedTo(Webhook webhook) {
            return webhook.with(webhook.settings().of(types));
        }
    }

    /** Another filter. */
    record Filter(WebhookFilter filter) implements WebhookChange {
        @Override
        public Webhook appliedTo(Webhook webhook) {
            return webhook.with(webhook.settings().about(filter));
        }
    }

    /** Another description. */
    record Description(String text) implements WebhookChange {
        @Override
        public Webhook appliedTo(Webhook webhook) {
            return webhook.with(webhook.settings().described(text));
        }
    }

    /** It is enabled or disabled; one that is so already stays as it is. */
    record ToStanding(Webhook.Standing standing) implements WebhookChange {
        @Override
        public Webhook appliedTo(Webhook webhook) {
            return webhook.standing().getClass().equals(standing.getClass()) ? webhook : webhook.with(standing);
        }
    }
}
