package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;

/**
 * Takes a version back as a unit: cells, spreads, and rows that were inserted, changed or deleted. It goes through the
 * queue, so it has its place in the one order of updates, is a version of its own, and can be taken back in turn.
 * Thread-safe, does not block.
 */
public interface UndoVersion {

    /**
     * Queues it; the outcome is an {@code Applied} whose event is an {@code Undone}, or a {@code Refused}: what changed
     * since is not overwritten, and the refusal lists it; changes of tables, rollups and saved queries are not taken back, nor is what
     * is older than the history that is kept.
     *
     * @throws dev.ducksheet.core.port.PortUnavailableException if the queue is away; nothing was queued
     */
    Submission undo(Version version, Signature signature);
}
