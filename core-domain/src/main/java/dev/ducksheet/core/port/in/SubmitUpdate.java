package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Asks for a cell or a total to be edited. Thread-safe, does not block. */
public interface SubmitUpdate {

    /**
     * Checks the update against the present catalogue and queues it.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the queue is away; nothing was
     *     queued
     */
    Submission submit(CellUpdate update);

    /** What became of a submission at once. */
    sealed interface Submission {
        /**
         * The request is queued.
         *
         * @param durable completes as soon as no crash can lose it
         * @param outcome completes when it is decided; both complete exceptionally with a {@code
         *     PortUnavailableException} if it cannot be known whether it was applied
         */
        record Queued(UpdateId id, CompletionStage<Void> durable, CompletionStage<Outcome> outcome)
                implements Submission {}

        /** The request is wrong; nothing was queued. */
        record Refused(Refusal refusal) implements Submission {}

        /** Too many requests wait; nothing was queued. */
        record Busy(Duration retryAfter) implements Submission {}
    }
}
