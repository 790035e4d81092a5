package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import java.time.Instant;

/** A request with what became of it. */
public sealed interface Decision {

    /** Returns the request. */
    Request request();

    /** Returns what is kept for the requester. */
    Outcome outcome();

    /** Returns when it was decided. */
    Instant at();

    /**
     * An update that has a version and a change to tell.
     *
     * @param images what is to be kept of it
     */
    record Changed(Request request, Outcome.Applied outcome, Change change, Images images) implements Decision {
        /** Returns an update of which nothing is to be kept. */
        public Changed(Request request, Outcome.Applied outcome, Change change) {
            this(request, outcome, change, Images.none());
        }

        @Override
        public Instant at() {
            return change.at();
        }
    }

    /** A refusal, or an effect without a version such as a hold. */
    record Unchanged(Request request, Outcome outcome, Instant at) implements Decision {}
}
