package dev.ducksheet.core.port.out;

import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;

/**
 * Reads the files of jobs and makes their rows ready, in this process or in others that share the work. Thread-safe; one
 * job is read once at a time.
 */
public interface FileReaders {

    /** Returns how many files it is worth asking for at a time; those beyond wait their turn. */
    int atOnce();

    /**
     * Reads the file of a job and makes its rows ready. Takes long, and the memory that it takes does not grow with the
     * file. What comes of it is seen by nobody until {@link ImportStore#adopt} takes it, so that a reader that was given up
     * and goes on nevertheless harms nothing.
     *
     * @param table as it is; if it is another by the time of the merge, that is refused
     * @param progress is told when the reading begins and then now and then how far it is, on a thread of the reader's
     * @param cancellation ends it at any time
     * @throws UnreadableException if the file cannot be read, or if it holds a misfit and none is to be left out
     * @throws PortUnavailableException if there is nobody who can read it now
     */
    Reading read(Job job, Table table, Progress progress, Cancellation cancellation);

    /**
     * What came of one reading.
     *
     * @param attempt the store's name for the rows that are ready
     * @param counts what is known of the rows by now: {@code read}, {@code superseded} and {@code rejected}
     */
    record Reading(String attempt, RowCounts counts) {}

    /** Is told how far a file is read. */
    interface Progress {
        /**
         * Takes a state.
         *
         * @param rows read so far
         * @param share of the file, from 0 to 1
         */
        void at(long rows, double share);
    }

    /** Says why a file cannot be imported; trying again would say the same. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message one sentence that names what is wrong, where, and the remedy */
        public UnreadableException(String message) {
            super(message);
        }
    }
}
