package dev.ducksheet.core.port.in;

import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;

/** Runs read-only queries in SQL, on a bounded number of threads. Thread-safe. */
public interface RunQuery {

    /** Runs the query, or says why it cannot. */
    QueryResult query(Query query);
}
