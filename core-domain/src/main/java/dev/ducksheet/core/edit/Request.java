package dev.ducksheet.core.edit;

/** What goes through the queue to the writer, in one order for everyone. */
public sealed interface Request {

    /** Returns the identity under which the outcome is kept. */
    UpdateId id();

    /** An edit of a cell or a total. */
    record UpdateCell(UpdateId id, CellUpdate update) implements Request {}

    /** A new hold. */
    record PlaceHold(Hold hold) implements Request {
        @Override
        public UpdateId id() {
            return hold.id();
        }
    }

    /** The end of a hold. */
    record LiftHold(UpdateId id, UpdateId hold, String editor) implements Request {}
}
