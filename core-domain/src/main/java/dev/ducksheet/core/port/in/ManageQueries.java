package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Keeps queries under names and runs them. What changes them goes through the queue, so it has its place in the one order
 * of updates. Thread-safe.
 */
public interface ManageQueries {

    /** Returns the saved queries, by name. */
    List<SavedQuery> queries();

    /**
     * Checks a query as if it were run and queues it to be saved; the outcome is an {@code Applied} or a {@code Refused}.
     *
     * @param mayReplace whether one of the same name gives way
     */
    Submission save(SavedQuery query, boolean mayReplace, Signature signature);

    /** Queues the end of a saved query. */
    Submission drop(String name, Signature signature);

    /**
     * Runs a saved query.
     *
     * @param arguments by parameter; text is read where the parameter is not text
     * @param limit the most rows
     * @param timeout after which it is cut off
     * @param cancellation ends it at any time, until its rows are closed
     */
    QueryResult run(
            String name, Map<String, CellValue> arguments, long limit, Duration timeout, Cancellation cancellation);
}
