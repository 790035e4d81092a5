package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message to one webhook, and what became of it.
 *
 * @param id what the receiver is told in {@code webhook-id}: the same for the same event whenever it is sent
 * @param createdAt when it was first to be sent, to the millisecond
 * @param attempts the newest, at most {@link #MOST_ATTEMPTS}, in their order
 */
public record Delivery(
        String id,
        UpdateId webhook,
        EventType type,
        Subject subject,
        State state,
        Instant createdAt,
        List<Attempt> attempts) {

    /** Older attempts than so many are forgotten. */
    public static final int MOST_ATTEMPTS = 20;

    /** Copies the attempts, the newest of them. */
    public Delivery {
        attempts = List.copyOf(attempts.subList(Math.max(0, attempts.size() - MOST_ATTEMPTS), attempts.size()));
    }

    /** What a message tells of. */
    public sealed interface Subject {
        /** Returns the end of the message's id, which tells it from all others to the same webhook. */
        String mark();

        /** A version of the workbook. */
        record OfVersion(Cursor cursor) implements Subject {
            @Override
            public String mark() {
                return cursor.toString();
            }
        }

        /** A notice, in the history of that epoch. */
        record OfNotice(String epoch, long number) implements Subject {
            @Override
            public String mark() {
                return epoch + "-n" + number;
            }
        }
    }

    /** How it is with a message. */
    public sealed interface State {
        /**
         * It is to be sent.
         *
         * @param tries how often that was tried, since it was last asked for
         * @param due not before
         */
        record Pending(int tries, Instant due) implements State {}

        /** It has arrived. */
        record Delivered(Instant at) implements State {}

        /** It is given up. */
        record Failed(Instant at) implements State {}

        /** Returns the name on the wire. */
        default String wireName() {
            if (this instanceof Pending) {
                return "pending";
            }
            return this instanceof Delivered ? "delivered" : "failed";
        }
    }

    /** Returns the id of a message to a webhook. */
    public static String idOf(UpdateId webhook, Subject subject) {
        return "wh_" + webhook + "_" + subject.mark();
    }

    /** Returns a message that is to be sent at once. */
    public static Delivery of(UpdateId webhook, EventType type, Subject subject, Instant at) {
        return new Delivery(idOf(webhook, subject), webhook, type, subject, new State.Pending(0, at), at, List.of());
    }

    /** Returns this message after one more attempt. */
    public Delivery after(Attempt attempt, State next) {
        var all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Delivery(id, webhook, type, subject, next, createdAt, all);
    }

    /** Returns this message, asked for once more. */
    public Delivery again(Instant due) {
        return new Delivery(id, webhook, type, subject, new State.Pending(0, due), createdAt, attempts);
    }

    /** Says whether it is still to be sent. */
    public boolean isPending() {
        return state instanceof State.Pending;
    }

    /** Returns how often it was tried since it was last asked for. */
    public int tries() {
        return state instanceof State.Pending pending ? pending.tries() : 0;
    }

    /** Returns from when on it is to be sent, or when it was done with. */
    public Instant when() {
        if (state instanceof State.Pending pending) {
            return pending.due();
        }
        return state instanceof State.Delivered delivered ? delivered.at() : ((State.Failed) state).at();
    }
}
