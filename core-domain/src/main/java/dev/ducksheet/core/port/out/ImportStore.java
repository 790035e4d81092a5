package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.imports.RowCounts;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Keeps jobs and their files, and makes files ready: what is made ready is merged by {@link WorkbookTransaction#merge}.
 * Durable: what a method did outlives the process.
 *
 * <p>Thread-safe, but for one job: nobody does two things with it at once. All methods may throw {@link
 * PortUnavailableException}.
 */
public interface ImportStore {

    /** Returns the jobs as they were last saved, in any order. */
    List<Job> jobs();

    /** Saves a job, in the place of what was saved of it before. */
    void save(Job job);

    /** Forgets a job and its files. Repeatable. */
    void remove(UpdateId job);

    /** Lets go of the files of a job, but for what {@link #leftovers} needs if {@code kept}. Repeatable. */
    void release(UpdateId job, boolean kept);

    /**
     * Goes on writing the file of a job.
     *
     * @param offset where; what is beyond it was never acknowledged and is cut off
     */
    Spool spool(UpdateId job, long offset);

    /** A file that is written. Used by one thread at a time. */
    interface Spool extends AutoCloseable {
        /**
         * Appends.
         *
         * @throws dev.ducksheet.core.port.RowFiles.NoSpaceException if there is no room
         */
        void write(byte[] bytes, int from, int length);

        /** Makes what was written durable, and lets go. Repeatable. */
        @Override
        void close();
    }

    /**
     * Reads the file of a job and makes its rows ready; what was made ready of it before is thrown away. Takes long, and
     * the memory that it takes does not grow with the file.
     *
     * @param table as it is; if it is another by the time of the merge, that is refused
     * @param progress is told now and then how far it is, on a thread of the store's
     * @param cancellation ends it at any time
     * @return what is known of the rows by now: {@code read}, {@code superseded} and {@code rejected}
     * @throws UnreadableException if the file cannot be read, or if it holds a misfit and none is to be left out
     */
    RowCounts stage(Job job, Table table, Progress progress, Cancellation cancellation);

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

    /** Returns rows that were left out, as CSV with a header, in the order of the file; nothing if nothing was read. */
    Optional<InputStream> leftovers(UpdateId job, Leftovers which);

    /** Says why a file cannot be imported; trying again would say the same. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message one sentence that names what is wrong, where, and the remedy */
        public UnreadableException(String message) {
            super(message);
        }
    }
}
