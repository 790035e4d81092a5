package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.WorkbookStore;
import java.util.List;

/** The history that the store retains. */
record StoredHistory(WorkbookStore store) implements Following.Log, ChangeFeed.Origin {

    @Override
    public Catalog catalog() {
        return store.catalog();
    }

    @Override
    public List<ApiKey> keys() {
        return store.keys();
    }

    @Override
    public List<Change> after(Version since, int limit) {
        try (var snapshot = store.snapshot()) {
            return snapshot.changes(since, limit);
        }
    }

    @Override
    public Page after(Cursor since, int limit) {
        try (var snapshot = store.snapshot()) {
            return snapshot.oldestRetained().isAfter(since.version().next())
                    ? new Page.Gone(snapshot.head())
                    : Following.page(snapshot.changes(since.version(), limit), since);
        }
    }

    @Override
    public Page ahead(Cursor head) {
        return new Page.Gone(head);
    }

    @Override
    public Page newest(int count) {
        try (var snapshot = store.snapshot()) {
            var head = snapshot.head();
            long oldest = snapshot.oldestRetained().number() - 1;
            var since = new Version(Math.min(
                    head.version().number(), Math.max(oldest, head.version().number() - count)));
            return Following.page(snapshot.changes(since, count), new Cursor(head.epoch(), since));
        }
    }
}
