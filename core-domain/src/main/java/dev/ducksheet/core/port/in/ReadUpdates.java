package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads the changes that were applied, in their one order. Thread-safe. */
public interface ReadUpdates {

    /** Returns the epoch and newest version. */
    Cursor head();

    /**
     * Returns the changes that follow {@code since}, without waiting.
     *
     * @param limit at most so many
     */
    Page after(Cursor since, int limit);

    /** Returns the newest {@code count} changes. */
    Page newest(int count);

    /**
     * Returns a future that completes as soon as there is a version after {@code version}, at once if
     * there is already. It completes on a thread of the feed: what depends on it must not block.
     * Cancel it when it is no longer wanted.
     */
    CompletableFuture<Void> changedAfter(Version version);

    /** An answer. */
    sealed interface Page {
        /**
         * The changes, ascending and consecutive.
         *
         * @param next what to ask for next: the cursor of the last change, or the one given
         */
        record Changes(List<Change> changes, Cursor next) implements Page {
            /** Copies the changes. */
            public Changes {
                changes = List.copyOf(changes);
            }
        }

        /**
         * The cursor is of another history, of the future, or older than what is retained: read the
         * sheets again and go on from {@code restart}.
         */
        record Gone(Cursor restart) implements Page {}
    }
}
