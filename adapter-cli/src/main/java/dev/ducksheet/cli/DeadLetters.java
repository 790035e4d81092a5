package dev.ducksheet.cli;

import java.util.List;
import java.util.Map;

/** The requests that the writer put aside. */
interface DeadLetters extends AutoCloseable {

    /** Returns the oldest, at most {@code limit}. */
    List<Letter> list(int limit);

    /** Queues the request again and drops the letter; says whether there was such a letter. */
    boolean retry(String id);

    /** Drops a letter; says whether there was such a letter. */
    boolean drop(String id);

    @Override
    void close();

    /**
     * A letter.
     *
     * @param entry the request's place in the queue
     * @param fields what the requester wrote
     */
    record Letter(String id, String entry, String reason, Map<String, String> fields) {}
}
