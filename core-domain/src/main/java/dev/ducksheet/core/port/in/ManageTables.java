package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;

/**
 * Creates, alters and drops base tables, defines and drops rollups. All of it goes through the queue, so an edit comes
 * before or after it for everybody. Thread-safe, does not block.
 */
public interface ManageTables {

    /**
     * Checks the edit against the present catalogue and queues it; the outcome is an {@code Applied} whose event tells
     * the table or rollup as it is then, or a {@code Refused}.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the queue is away; nothing was queued
     */
    Submission submit(TableEdit edit, Signature signature);
}
