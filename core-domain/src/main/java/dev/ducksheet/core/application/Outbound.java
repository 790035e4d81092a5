package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.port.out.WebhookBodies;
import dev.ducksheet.core.port.out.WebhookSender;
import dev.ducksheet.core.webhook.RetrySchedule;
import java.util.Optional;

/**
 * How a workbook reaches its webhooks.
 *
 * @param sender closed with the workbook
 * @param delivers whether this process delivers what is committed; one that opens the workbook for a moment leaves that
 *     to the next server
 */
public record Outbound(WebhookSender sender, WebhookBodies bodies, RetrySchedule schedule, boolean delivers) {

    /** Returns the way of a workbook that sends nothing; webhooks can be made all the same. */
    public static Outbound none() {
        return new Outbound(new NoSender(), message -> "{}", RetrySchedule.standard(), false);
    }

    private record NoSender() implements WebhookSender {
        @Override
        public Optional<String> objection(String url) {
            return Optional.empty();
        }

        @Override
        public Sent send(Post post) {
            return Sent.of(new Reply.Unanswered("this process sends no messages"));
        }

        @Override
        public void close() {
            // There is nothing to let go of.
        }
    }
}
