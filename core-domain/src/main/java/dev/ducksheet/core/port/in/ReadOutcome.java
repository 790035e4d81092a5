package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;

/** Tells what became of a request. Thread-safe. */
public interface ReadOutcome {

    /** Returns the status of the request of that id. */
    Status status(UpdateId id);

    /** Where a request is. */
    sealed interface Status {
        /** Queued, not yet decided. */
        record Pending() implements Status {}

        /** Decided, for good. */
        record Decided(Outcome outcome) implements Status {}

        /** Never heard of, or no longer retained. */
        record Unknown() implements Status {}
    }
}
