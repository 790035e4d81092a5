package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookSecrets;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes, changes and ends webhooks, and tells what became of their messages. Changes go through the queue, so that they
 * are done once and kept; they have no version and are not among the updates. The outcome of each is a {@code
 * WebhooksChanged} or a {@code Refused}. Thread-safe; what reads messages reads one snapshot.
 */
public interface ManageWebhooks {

    /** Returns all webhooks, the oldest first. Cheap. */
    List<Shown> webhooks();

    /** Asks for a webhook, which is told of what is committed after it. */
    Issue create(WebhookSettings settings, Webhook.Standing standing, String editor);

    /** Asks for changes, all or none. A webhook that is enabled again is told of what is committed after that. */
    Submission change(UpdateId webhook, List<WebhookChange> changes, String editor);

    /** Asks for another secret; the one before signs too for {@link WebhookSecrets#OVERLAP}. */
    Issue rotate(UpdateId webhook, String editor);

    /** Asks for the end of a webhook and its messages. */
    Submission delete(UpdateId webhook, String editor);

    /** Returns how far a webhook has come; empty if there is no such webhook. */
    Optional<WebhookProgress> progress(UpdateId webhook);

    /**
     * Returns the newest messages to a webhook that are kept, the newest first.
     *
     * @param limit at most so many
     */
    List<Delivery> deliveries(UpdateId webhook, int limit);

    /** Asks for a message to be sent once more. */
    Submission replay(String delivery, String editor);

    /** Asks for the messages of these versions, both included, to be sent once more. */
    Submission replay(UpdateId webhook, Version from, Version to, String editor);

    /** Sends a message that tells of nothing, at once and once. Blocks until it is answered, within a bound. */
    Trial test(UpdateId webhook);

    /**
     * A webhook without its secrets.
     *
     * @param oldSecretUntil until when the secret before the present one signs too; empty if it does not
     */
    record Shown(
            UpdateId id,
            WebhookSettings settings,
            Webhook.Standing standing,
            Optional<Instant> oldSecretUntil,
            String createdBy,
            Instant createdAt) {
        /** Leaves the secrets out. */
        public static Shown of(Webhook webhook) {
            return new Shown(
                    webhook.id(),
                    webhook.settings(),
                    webhook.standing(),
                    webhook.secrets().outgoing().stream()
                            .map(WebhookSecrets.Outgoing::until)
                            .findFirst(),
                    webhook.createdBy(),
                    webhook.createdAt());
        }

        /** Says whether messages are sent. */
        public boolean isEnabled() {
            return standing instanceof Webhook.Standing.Enabled;
        }
    }

    /**
     * A webhook or a secret on its way.
     *
     * @param secret what its messages are signed with; it is not told again, and is good only if the outcome is
     */
    record Issue(Submission submission, String secret) {
        /** Does not tell the secret. */
        @Override
        public String toString() {
            return "Issue[" + submission + "]";
        }
    }

    /** What came of a trial. */
    sealed interface Trial {
        /** It was sent, or should have been. */
        record Made(Attempt attempt) implements Trial {}

        /** It could not be made. */
        record Refused(Refusal refusal) implements Trial {}
    }
}
