package dev.ducksheet.core.port.in;

import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;

/** Runs read-only queries in SQL, on a bounded number of threads. Thread-safe. */
public interface RunQuery {

    /**
     * Runs the query, or says why it cannot. Returns when the first rows are there.
     *
     * @param cancellation ends it at any time, until its rows are closed
     */
    QueryResult query(Query query, Cancellation cancellation);

    /** Runs a query that nobody cancels. */
    default QueryResult query(Query query) {
        return query(query, new Cancellation());
    }
}
