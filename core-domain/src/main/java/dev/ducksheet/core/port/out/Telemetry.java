package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.imports.Job;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Is told what becomes of requests, for whoever counts and times it. Nothing depends on it: each method does nothing
 * unless it is overridden.
 *
 * <p>Called on the threads that do the work, the writer's among them. Thread-safe; never blocks, never throws.
 */
public interface Telemetry {
    /** Nobody looks. */
    Telemetry NONE = new Telemetry() {};

    /** Returns who is told the way of each single request; always the same. */
    default Tracing tracing() {
        return Tracing.NONE;
    }

    /**
     * Gives what tells how it is with the queue of a workbook that was just opened.
     *
     * @param queue may be asked at any time and by any thread, also after the workbook is closed
     */
    default void watch(Supplier<RequestQueue.Load> queue) {}

    /** Says that a request was refused before it was queued. */
    default void refused(Refusal.Reason reason) {}

    /**
     * Says that a batch was committed.
     *
     * @param requests how many it was of
     * @param decisions what was decided; requests that were decided before have none
     * @param took from the begin of the transaction to the end of its commit
     */
    default void committed(int requests, List<Decision> decisions, Duration took) {}

    /** Says how long after their commit changes could be read in this process. */
    default void shown(Duration afterCommit) {}

    /** Says how long after their commit changes were in {@code response_duck}, for other processes. */
    default void published(Duration afterCommit) {}

    /** Says that a job came to another state, which is saved. */
    default void changed(Job job) {}
    /** Says that a message to a webhook was sent once, or should have been. */
    default void sent(Reply reply, Duration took) {}

    /**
     * Gives what tells how many messages to webhooks wait for another attempt.
     *
     * @param pending may be asked at any time and by any thread
     */
    default void watchMessages(LongSupplier pending) {}

    /** Says that the connection to the queue was lost and is there again. */
    default void reconnected() {}
}
