package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Version;
import java.time.Instant;

/**
 * How far a webhook has come. Of every version up to the one here it is settled whether there is a message, and each
 * message has arrived or is kept as a {@link Delivery}; what came later is found in the workbook's own history.
 *
 * @param notice the number of the notice up to which the same holds
 * @param failingSince when the first attempt failed after the last that did not; {@link ApiKey#NEVER} if none did
 */
public record WebhookProgress(UpdateId webhook, Version version, long notice, Instant failingSince, Replay replay) {

    /**
     * Versions that are sent once more, beside those that are new.
     *
     * @param next the first that is still to be sent
     */
    public record Replay(Version next, Version last) {
        /** Nothing. */
        public static final Replay NONE = new Replay(Version.ZERO.next(), Version.ZERO);

        /** Says whether nothing is to be sent any more. */
        public boolean isOver() {
            return next.isAfter(last);
        }

        /** Returns what is left when all versions up to that one are settled. */
        public Replay after(Version done) {
            if (isOver() || next.isAfter(done)) {
                return this;
            }
            return done.isAfter(last) || done.equals(last) ? NONE : new Replay(done.next(), last);
        }
    }

    /** Returns the progress of a webhook that is told of what comes after here. */
    public static WebhookProgress from(UpdateId webhook, Version version, long notice) {
        return new WebhookProgress(webhook, version, notice, ApiKey.NEVER, Replay.NONE);
    }

    /** Returns this progress with versions to send once more. */
    public WebhookProgress replaying(Replay other) {
        return new WebhookProgress(webhook, version, notice, failingSince, other);
    }

    /** Returns this progress with a time since when attempts fail. */
    public WebhookProgress failing(Instant since) {
        return new WebhookProgress(webhook, version, notice, since, replay);
    }

    /** Returns this progress, moved on; nothing moves back. */
    public WebhookProgress upTo(Version otherVersion, long otherNotice) {
        return new WebhookProgress(
                webhook,
                otherVersion.isAfter(version) ? otherVersion : version,
                Math.max(notice, otherNotice),
                failingSince,
                replay);
    }
}
