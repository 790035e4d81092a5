package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.port.in.ReadOutcome.Status;
import dev.ducksheet.core.port.out.WorkbookStore;
import java.util.List;
import java.util.Optional;

/** What the store knows. */
record StoredKnowledge(WorkbookStore store) implements Submitting.Knowledge {

    @Override
    public Catalog catalog() {
        return store.catalog();
    }

    @Override
    public Optional<Outcome> outcome(UpdateId id) {
        return store.outcome(id);
    }

    @Override
    public Status statusOfUnheard(UpdateId id) {
        return new Status.Unknown();
    }

    @Override
    public List<ApiKey> keys() {
        return store.keys();
    }

    @Override
    public List<Hold> holds() {
        try (var snapshot = store.snapshot()) {
            return snapshot.holds();
        }
    }
}
