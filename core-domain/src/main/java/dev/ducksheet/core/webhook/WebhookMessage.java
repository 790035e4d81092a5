package dev.ducksheet.core.webhook;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Cursor;
import java.time.Instant;

/**
 * What one webhook is told of one event.
 *
 * @param at when the event happened
 */
public record WebhookMessage(EventType type, Instant at, Content content) {

    /** What is told. */
    public sealed interface Content {
        /**
         * A version.
         *
         * @param change with those of its rows that the webhook asks for
         */
        record OfVersion(Cursor cursor, Change change) implements Content {}

        /** A notice. */
        record OfNotice(Notice.Kept notice) implements Content {}

        /** Nothing: somebody tries whether messages arrive. */
        record Trial(UpdateId webhook) implements Content {}
    }

    /** Returns the message by which somebody tries a webhook. */
    public static WebhookMessage trial(UpdateId webhook, Instant at) {
        return new WebhookMessage(EventType.WEBHOOK_TEST, at, new Content.Trial(webhook));
    }
}
