package dev.ducksheet.http.rows;

import dev.ducksheet.core.port.RowBatch;

/** Writes one result in one format. Used by one thread at a time. */
interface RowEncoder {

    /** Writes what comes before the rows. */
    void head(ByteSink out);

    /** Writes a row; {@code first} says whether none was before it. */
    void row(ByteSink out, RowBatch batch, int row, boolean first);

    /**
     * Writes what comes after the rows.
     *
     * @param nextCursor where the rows go on; empty if there are no more
     */
    void tail(ByteSink out, String nextCursor);
}
