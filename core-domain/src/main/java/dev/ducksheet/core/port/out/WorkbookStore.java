package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import java.util.List;
import java.util.Optional;

/**
 * The workbook: tables, rollups, holds, the change log and the outcomes, durable.
 *
 * <p>Thread-safe, but for {@link #begin}: one thread alone writes. Every reading method sees one
 * committed state. All methods may throw {@link PortUnavailableException}.
 */
public interface WorkbookStore extends AutoCloseable {

    /** Returns the sheets as last committed. Cheap: no I/O unless they have changed. */
    Catalog catalog();

    /** Returns the epoch and the newest committed version. Cheap: no I/O. */
    Cursor head();

    /** Returns all API keys that were ever made, the oldest first, as last committed. Cheap: no I/O. */
    List<ApiKey> keys();

    /** Returns all webhooks, the oldest first, as last committed; the same list as long as they are the same. Cheap: no I/O. */
    List<Webhook> webhooks();

    /** Returns the number of the newest notice; 0 before the first. Cheap: no I/O. */
    long lastNotice();

    /** Returns the position of the last request whose outcome is committed; empty before the first. */
    Optional<QueuePosition> position();

    /** Returns what became of a request, if it is decided and still retained. */
    Optional<Outcome> outcome(UpdateId id);

    /**
     * Starts reading one snapshot: nothing committed later is seen in it. Any number may be open, each
     * used by one thread at a time, each to be closed.
     */
    WorkbookSnapshot snapshot();

    /**
     * Starts the one write transaction.
     *
     * @throws IllegalStateException if another is open
     */
    WorkbookTransaction begin();

    /**
     * Begins a history of its own: from now on the head has a new epoch, and the same version. Durable when it returns;
     * belongs to the thread that writes.
     *
     * @throws IllegalStateException if a transaction is open
     */
    void beginEpoch();

    /**
     * Runs a read-only query in the store's own language, within bounds of time, memory and number.
     *
     * @param cancellation ends it at any time, until its rows are closed
     * @return the rows, or the store's reason why the text is not one read-only query it can run
     */
    QueryResult query(Query query, Cancellation cancellation);

    /** Runs a query that nobody cancels. */
    default QueryResult query(Query query) {
        return query(query, new Cancellation());
    }

    /**
     * Says why a query could not be run now whose parameters are those and no others; nothing is run.
     *
     * @return nothing if it could
     */
    Optional<Refusal> objectionTo(SavedQuery query);

    /** Returns where files lie on their way into the tables. */
    ImportStore imports();

    /** Makes everything durable and lets go of the resource. Open snapshots end. Repeatable. */
    @Override
    void close();
}
