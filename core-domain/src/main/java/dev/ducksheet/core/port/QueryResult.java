package dev.ducksheet.core.port;

/** The answer to a {@link Query}. */
public sealed interface QueryResult {
    /** The rows; to be closed. */
    record Rows(RowStream stream) implements QueryResult {}

    /** The text is not one read-only query that the store can run, or it was cut off. */
    record Rejected(String detail) implements QueryResult {}
}
