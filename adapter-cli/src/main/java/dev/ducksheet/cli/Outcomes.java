package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.util.concurrent.ExecutionException;

/** Waits for what becomes of a submission. */
final class Outcomes {
    private Outcomes() {}

    /** Returns the outcome, which is no refusal: a refusal ends the command. */
    static Outcome await(Submission submission) throws InterruptedException {
        return await(submission, 0);
    }

    /**
     * The same for a piece of many rows.
     *
     * @param rowsBefore how many there are before the piece
     */
    static Outcome await(Submission submission, long rowsBefore) throws InterruptedException {
        if (submission instanceof Submission.Refused refused) {
            throw Refusals.failure(refused.refusal(), rowsBefore);
        }
        if (submission instanceof Submission.Busy busy) {
            throw CommandFailedException.away("too many updates wait already; nothing was done, try again in "
                    + Math.max(1, busy.retryAfter().toSeconds()) + " s");
        }
        Outcome outcome = decided((Submission.Queued) submission);
        if (outcome instanceof Outcome.Refused refused) {
            throw Refusals.failure(refused.refusal(), rowsBefore);
        }
        return outcome;
    }

    private static Outcome decided(Submission.Queued queued) throws InterruptedException {
        try {
            return queued.outcome().toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PortUnavailableException away) {
                throw away;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
