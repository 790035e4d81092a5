package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.WorkbookStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads changes from the feed, and what the feed has forgotten from the store's change log. */
final class Following implements ReadUpdates, AutoCloseable {
    private final WorkbookStore store;
    private final ChangeFeed feed;
    private final ChangeFeed.Subscription subscription;
    private final ConcurrentSkipListMap<Version, Set<Waiter>> waiting = new ConcurrentSkipListMap<>();

    Following(WorkbookStore store, ChangeFeed feed) {
        this.store = store;
        this.feed = feed;
        this.subscription = feed.subscribe(this::wake);
    }

    @Override
    public Cursor head() {
        return store.head();
    }

    @Override
    public Page after(Cursor since, int limit) {
        var head = store.head();
        if (!since.epoch().equals(head.epoch()) || since.version().isAfter(head.version())) {
            return new Page.Gone(head);
        }
        if (since.version().equals(head.version())) {
            return page(List.of(), since);
        }
        return feed.after(since.version(), limit)
                .<Page>map(changes -> page(changes, since))
                .orElseGet(() -> fromLog(since, limit));
    }

    private Page fromLog(Cursor since, int limit) {
        try (var snapshot = store.snapshot()) {
            return snapshot.oldestRetained().isAfter(since.version().next())
                    ? new Page.Gone(snapshot.head())
                    : page(snapshot.changes(since.version(), limit), since);
        }
    }

    @Override
    public Page newest(int count) {
        try (var snapshot = store.snapshot()) {
            var head = snapshot.head();
            long oldest = snapshot.oldestRetained().number() - 1;
            var since = new Version(Math.min(
                    head.version().number(), Math.max(oldest, head.version().number() - count)));
            return page(snapshot.changes(since, count), new Cursor(head.epoch(), since));
        }
    }

    private static Page page(List<Change> changes, Cursor since) {
        var next = changes.isEmpty()
                ? since
                : new Cursor(since.epoch(), changes.get(changes.size() - 1).version());
        return new Page.Changes(changes, next);
    }

    @Override
    public CompletableFuture<Void> changedAfter(Version version) {
        var waiter = new Waiter();
        waiting.compute(version, (key, waiters) -> with(waiters, waiter));
        var unused = waiter.future().whenComplete((done, failure) -> leave(version, waiter)); // cancelled ones too
        if (store.head().version().isAfter(version)) {
            waiter.future().complete(null);
        }
        return waiter.future();
    }

    private static Set<Waiter> with(@Nullable Set<Waiter> waiters, Waiter waiter) {
        Set<Waiter> all = waiters == null ? ConcurrentHashMap.newKeySet() : waiters;
        all.add(waiter);
        return all;
    }

    private void leave(Version version, Waiter waiter) {
        waiting.computeIfPresent(version, (key, waiters) -> {
            waiters.remove(waiter);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    private void wake() {
        forEach(waiting.headMap(store.head().version()), future -> future.complete(null));
    }

    private static void forEach(Map<Version, Set<Waiter>> waiting, Consumer<CompletableFuture<Void>> action) {
        for (var waiters : waiting.values()) {
            List.copyOf(waiters).forEach(waiter -> action.accept(waiter.future()));
        }
    }

    @Override
    public void close() {
        subscription.close();
        forEach(waiting, future -> future.cancel(false));
    }

    /** One who waits; known by identity. */
    private static final class Waiter {
        private final CompletableFuture<Void> future = new CompletableFuture<>();

        CompletableFuture<Void> future() {
            return future;
        }
    }
}
