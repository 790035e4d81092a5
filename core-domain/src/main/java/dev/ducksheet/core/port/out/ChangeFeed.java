package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * The stream {@code response_duck}: what was applied, in the order of versions, the newest part of it.
 *
 * <p>Thread-safe. Publishing a version again has no effect. It may forget: the change log of the
 * store has everything.
 */
public interface ChangeFeed extends AutoCloseable {

    /**
     * Says whether the feed, which outlives the process, has versions of this history that the store has not: then the
     * store is older than what everybody has seen, and its history must begin anew.
     *
     * @param store the head of the store
     */
    default boolean isAheadOf(Cursor store) {
        return false;
    }

    /**
     * Says where the history stands, once, before the first publication. A feed that outlives the process drops what it
     * has of another epoch, and from now on makes good by itself what it lacks.
     *
     * @param origin where the feed finds what it lacks
     */
    default void begin(Cursor head, Origin origin) {}

    /**
     * Tells everybody, after the commit. Never waits for a reader.
     *
     * @param changes ascending; those already published are skipped
     */
    void publish(List<Change> changes);

    /** Says, after the commit, that the API keys are others: a feed that other processes hear of tells them. */
    default void keysChanged() {}

    /**
     * Returns the changes after {@code since}, ascending and consecutive, at most {@code limit}; empty if
     * the feed no longer, or not yet, has the version that follows {@code since}.
     */
    Optional<List<Change>> after(Version since, int limit);

    /**
     * Has {@code wakeUp} called after each publication, on a thread of the feed's own; it must not block.
     *
     * @return to be closed by the listener when it has heard enough
     */
    Subscription subscribe(Runnable wakeUp);

    /** Ends the wake-ups. Repeatable. */
    @Override
    void close();

    /** The workbook that a feed is of. Thread-safe. */
    interface Origin {
        /** Returns the sheets as last committed. Cheap. */
        Catalog catalog();

        /** Returns the API keys as last committed. Cheap. */
        List<ApiKey> keys();

        /**
         * Returns the changes after {@code since}, ascending and consecutive, at most {@code limit}; none if the next
         * is not retained.
         */
        List<Change> after(Version since, int limit);
    }

    /** A listener's registration. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
