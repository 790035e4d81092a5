package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.port.PortUnavailableException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Keeps jobs and their files, and reads them: what is made ready is merged by {@link WorkbookTransaction#merge}.
 * Durable: what a method did outlives the process.
 *
 * <p>Thread-safe, but for one job: nobody does two things with it at once. All methods may throw {@link
 * PortUnavailableException}.
 */
public interface ImportStore extends FileReaders {

    /** Returns the jobs as they were last saved, in any order. */
    List<Job> jobs();

    /** Returns a job as it was last saved. */
    Optional<Job> job(UpdateId id);

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
     * Makes what an attempt to read a job's file made ready that which is merged, in the place of what was ready before;
     * other attempts are thrown away.
     *
     * @param attempt as {@link Reading} has it
     */
    void adopt(UpdateId job, String attempt);

    /** Returns rows that were left out, as CSV with a header, in the order of the file; nothing if nothing was read. */
    Optional<InputStream> leftovers(UpdateId job, Leftovers which);
}
