package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Version;

/** What became of a request; kept under its id, so that a second delivery gets the same. */
public sealed interface Outcome {

    /** Returns the identity of the request decided. */
    UpdateId id();

    /**
     * The update was committed.
     *
     * @param rows the number of base rows the update touched
     */
    record Applied(UpdateId id, Version version, String sheet, String column, long rows) implements Outcome {}

    /** The hold stands. */
    record HoldPlaced(Hold hold) implements Outcome {
        @Override
        public UpdateId id() {
            return hold.id();
        }
    }

    /** The hold is gone. */
    record HoldLifted(UpdateId id, UpdateId hold) implements Outcome {}

    /** Nothing happened, and why. */
    record Refused(UpdateId id, Refusal refusal) implements Outcome {}
}
