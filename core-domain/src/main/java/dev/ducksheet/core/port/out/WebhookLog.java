package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookProgress;
import java.util.List;
import java.util.Optional;

/** What a workbook keeps of webhooks, in one state of it; belongs to the snapshot that it comes from, and ends with it. */
public interface WebhookLog {

    /** Returns all webhooks, the oldest first. */
    List<Webhook> webhooks();

    /** Returns how far a webhook has come; empty if there is no such webhook. */
    Optional<WebhookProgress> progress(UpdateId webhook);

    /** Returns a message that is kept. */
    Optional<Delivery> delivery(String id);

    /**
     * Returns the messages to a webhook that are to be sent, the one that is due first at the beginning.
     *
     * @param limit at most so many
     */
    List<Delivery> pending(UpdateId webhook, int limit);

    /**
     * Returns the messages to a webhook, the one that was first to be sent last at the beginning.
     *
     * @param limit at most so many
     */
    List<Delivery> newest(UpdateId webhook, int limit);

    /**
     * Returns the notices after that number, ascending.
     *
     * @param limit at most so many
     */
    List<Notice.Kept> notices(long since, int limit);

    /** Returns a notice that is kept. */
    default Optional<Notice.Kept> notice(long number) {
        return notices(number - 1, 1).stream()
                .filter(it -> it.number() == number)
                .findFirst();
    }

    /** Returns the number of the newest notice; 0 before the first. */
    long lastNotice();
}
