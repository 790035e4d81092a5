package dev.ducksheet.core.port;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import java.time.Duration;

/** The answer to a {@link Query}. */
public sealed interface QueryResult {
    /** The rows; to be closed. */
    record Rows(RowStream stream) implements QueryResult {}

    /** The text is not one read-only query that the store can run with these arguments, or it was cut off. */
    record Rejected(Refusal refusal) implements QueryResult {
        /** Rejects the text. */
        public Rejected(String detail) {
            this(Refusal.of(Reason.QUERY_REJECTED, "/sql", detail));
        }

        /** Returns the reason, in one sentence. */
        public String detail() {
            return refusal.detail();
        }
    }

    /** Too many queries run and wait; nothing was done. */
    record Busy(Duration retryAfter) implements QueryResult {}
}
