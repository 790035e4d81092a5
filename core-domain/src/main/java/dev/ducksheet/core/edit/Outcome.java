package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Version;

/** What became of a request; kept under its id, so that a second delivery gets the same. */
public sealed interface Outcome {

    /** Returns the identity of the request decided. */
    UpdateId id();

    /**
     * The update was committed.
     *
     * @param column empty unless cells of one column were edited
     * @param rows the number of base rows the update touched
     * @param event what it did
     */
    record Applied(UpdateId id, Version version, String sheet, String column, long rows, Event event)
            implements Outcome {
        /** Returns the outcome of an edit of cells. */
        public Applied(UpdateId id, Version version, String sheet, String column, long rows) {
            this(id, version, sheet, column, rows, Event.cells());
        }
    }

    /** The hold stands. */
    record HoldPlaced(Hold hold) implements Outcome {
        @Override
        public UpdateId id() {
            return hold.id();
        }
    }

    /** The hold is gone. */
    record HoldLifted(UpdateId id, UpdateId hold) implements Outcome {}

    /** Keys are others now; {@code key} is the one that came or went. */
    record KeysChanged(UpdateId id, UpdateId key) implements Outcome {}

    /** Webhooks, or their messages, are others now; {@code webhook} is the one that came, went or changed. */
    record WebhooksChanged(UpdateId id, UpdateId webhook) implements Outcome {}

    /** Nothing happened, and why. */
    record Refused(UpdateId id, Refusal refusal) implements Outcome {}
}
