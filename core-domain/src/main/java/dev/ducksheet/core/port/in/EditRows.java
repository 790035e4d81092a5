package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;

/**
 * Inserts, changes and deletes rows of base tables. All of it goes through the queue, so it has its place in the one order
 * of updates, and is done as a unit. Thread-safe, does not block.
 */
public interface EditRows {

    /**
     * Checks the edit against the present catalogue and queues it; the outcome is an {@code Applied} or a {@code Refused}
     * that lists the rows to blame.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the queue is away; nothing was queued
     */
    Submission submit(RowEdit edit, Signature signature);
}
