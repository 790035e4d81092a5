package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.QueuePosition;
import java.util.Optional;

/**
 * A place in the stream of requests, written {@code <incarnation>/<entry id>}.
 *
 * @param incarnation names one life of the stream: ids of a stream that was emptied and began anew mean nothing in the
 *     next; empty before the first
 */
record StreamPosition(String incarnation, EntryId entry) {
    /** Before everything. */
    static final StreamPosition START = new StreamPosition("", EntryId.ZERO);

    /** Reads what the store kept; what another kind of queue wrote is the start. */
    static StreamPosition of(Optional<QueuePosition> position) {
        return position.map(QueuePosition::value)
                .filter(text -> text.matches("[a-z0-9]{1,32}/[0-9]{1,19}-[0-9]{1,20}"))
                .map(StreamPosition::parse)
                .orElse(START);
    }

    static StreamPosition parse(String text) {
        int slash = text.indexOf('/');
        return new StreamPosition(text.substring(0, slash), EntryId.parse(text.substring(slash + 1)));
    }

    QueuePosition toPosition() {
        return new QueuePosition(incarnation + "/" + entry);
    }

    /** Says whether this is of the same life and not after {@code other}. */
    boolean isUpTo(StreamPosition other) {
        return incarnation.equals(other.incarnation) && !entry.isAfter(other.entry);
    }
}
