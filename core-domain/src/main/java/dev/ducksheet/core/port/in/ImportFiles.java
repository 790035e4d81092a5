package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.Leftovers;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes files of rows, of any size. A file is received, read and made ready beside the edits; only its merge has a place
 * in the one order of updates, is done as a unit, and is one version. Each file is a job, which outlives restarts: it
 * resumes, or fails with a reason and can be retried; nothing is ever half merged.
 *
 * <p>Thread-safe. Files are received on the caller's thread; nothing else blocks.
 */
public interface ImportFiles {

    /**
     * Begins a job, checked against the present catalogue. If it names where its file is, that is fetched from then on,
     * unless it is not allowed. With an idempotency key it begins once, for as long as the job is kept, which is a day
     * at least: the same asked again gives that job, unless its file never came whole.
     *
     * @param resumable whether a file that is cut off waits for its rest
     * @throws dev.ducksheet.core.port.PortUnavailableException if there is no room for jobs
     */
    Opening open(ImportSpec spec, boolean resumable, Signature signature);

    /** What came of the wish to begin a job. */
    sealed interface Opening {
        /**
         * The file may come.
         *
         * @param again whether the same key began the job before, so that nothing is to be sent
         */
        record Opened(Job job, boolean again) implements Opening {}

        /** It would be no use to send it, or it is not fetched. */
        record Refused(Refusal refusal) implements Opening {}
    }

    /**
     * Goes on receiving the file of a job. What comes is durable when {@link Receiving#close} returns, whoever closes it
     * and however the file ended.
     *
     * @param offset how many of its bytes are there already
     * @return nothing if there is no such job, if it waits for no bytes, or for others than those after {@code offset},
     *     or if its file is fetched
     * @throws dev.ducksheet.core.port.PortUnavailableException if there is no room
     */
    Optional<Receiving> receive(UpdateId job, long offset);

    /** A file that is coming in. Used by one thread at a time. */
    interface Receiving extends AutoCloseable {
        /**
         * Takes more of the file.
         *
         * @throws dev.ducksheet.core.port.RowFiles.NoSpaceException if there is no room; what came before stays
         */
        void write(byte[] bytes, int from, int length);

        /** Returns the same as a stream, for who copies one; closing it closes nothing. */
        default OutputStream stream() {
            return new OutputStream() {
                @Override
                public void write(int one) {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    Receiving.this.write(bytes, from, length);
                }
            };
        }

        /** Returns how many bytes of the file are there. */
        long received();

        /** Says that the file is whole: the job goes on by itself. Returns it. */
        Job complete();

        /** Lets go. A file that is not whole by then waits for its rest, or fails its job if that cannot come. Repeatable. */
        @Override
        void close();
    }

    /** Returns all jobs that are kept, the newest first. */
    List<Job> jobs();

    /** Returns a job as it is now. */
    Optional<Job> job(UpdateId id);

    /**
     * Is told the job as it is now, and then each time that it comes further, with what it is by then: several steps may
     * be told as one. Told on the threads that do the work, so that {@code told} must not block.
     *
     * @return what ends it; nothing if there is no such job
     */
    Optional<Runnable> watch(UpdateId id, Consumer<Job> told);

    /** What came of the wish to steer a job. */
    sealed interface Steering {
        /** The job is as it was wished. */
        record Done(Job job) implements Steering {}

        /** It cannot be. */
        record Impossible(String why) implements Steering {}

        /** The one who asks may not; {@code why} names what it would take. */
        record Forbidden(String why) implements Steering {}

        /** There is no such job. */
        record Unknown() implements Steering {}
    }

    /** Stops a job before it is merged, and lets go of its file. */
    Steering cancel(UpdateId id, String editor);

    /** Begins once more with the file of a job that failed, or goes on fetching it. */
    Steering retry(UpdateId id, String editor);

    /**
     * Returns rows that were left out, as CSV with a header, in the order of the file; to be closed.
     *
     * @return nothing if there is no such job, or if nothing of it was read
     */
    Optional<InputStream> leftovers(UpdateId id, Leftovers which);
}
