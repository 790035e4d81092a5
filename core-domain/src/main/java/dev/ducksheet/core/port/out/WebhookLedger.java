package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookProgress;
import java.time.Instant;

/** What a workbook keeps of webhooks, to be written in a transaction; sees what that has written. */
public interface WebhookLedger extends WebhookLog {

    /** Adds a webhook, or puts it in the place of the one with its id. */
    void put(Webhook webhook);

    /** Keeps how far a webhook has come. */
    void put(WebhookProgress progress);

    /** Adds a message, or puts it in the place of the one with its id. */
    void put(Delivery delivery);

    /** Removes a webhook with its messages; says whether it was there. */
    boolean remove(UpdateId webhook);

    /** Keeps a notice, under the number that follows; so that whoever is told of it is told whatever happens next. */
    void note(Notice notice);

    /**
     * Forgets messages that are no longer to be sent, and notices.
     *
     * @param before messages that were done with before then, notices of before then but the newest
     * @param most for each webhook, all of those messages but the newest so many
     */
    void forget(Instant before, int most);
}
