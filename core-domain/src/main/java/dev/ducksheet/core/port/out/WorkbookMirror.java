package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.PortUnavailableException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the one who writes a workbook tells the processes that do not have it.
 *
 * <p>Thread-safe. It lags behind by as long as a message takes, and is of one state: a change is heard of, in the feed
 * that belongs to it and in {@link #head}, before its outcome.
 */
public interface WorkbookMirror extends AutoCloseable {

    /**
     * Returns the sheets as the writer last told them. Does not wait.
     *
     * @throws PortUnavailableException if no writer has told any yet
     */
    Catalog catalog();

    /**
     * Returns the API keys as the writer last told them; what it changes is told within a second. Does not wait.
     *
     * @throws PortUnavailableException if no writer has told any yet
     */
    List<ApiKey> keys();

    /**
     * Returns the epoch and the newest version that was heard of. Does not wait.
     *
     * @throws PortUnavailableException if no writer has told any yet
     */
    Cursor head();

    /** Returns what became of a request, if it was heard of lately. Does not wait. */
    Optional<Outcome> outcome(UpdateId id);

    /**
     * Has {@code listener} told of every outcome that is heard of from now on, on a thread of the mirror's own; it must
     * not block.
     */
    void listen(BiConsumer<UpdateId, Outcome> listener);

    /**
     * Returns the address of the API of the one who writes.
     *
     * @throws PortUnavailableException if nobody does at the moment
     */
    URI writer();

    /** Ends the messages. Repeatable. */
    @Override
    void close();
}
