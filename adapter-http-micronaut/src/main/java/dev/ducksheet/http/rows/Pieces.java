package dev.ducksheet.http.rows;

/** What an answer is made of, piece by piece. Used by one thread at a time. */
interface Pieces extends AutoCloseable {

    /** Makes the next piece, which may be empty. */
    byte[] next();

    /** Says whether there is none any more. */
    boolean isEnd();

    @Override
    void close();
}
