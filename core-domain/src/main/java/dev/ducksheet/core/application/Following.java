package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.out.ChangeFeed;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Reads changes from the feed, and what the feed has forgotten from a log. */
final class Following implements ReadUpdates, AutoCloseable {
    private final Supplier<Cursor> head;
    private final Log log;
    private final ChangeFeed feed;
    private final ChangeFeed.Subscription subscription;
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();

    Following(Supplier<Cursor> head, ChangeFeed feed, Log log) {
        this.head = head;
        this.log = log;
        this.feed = feed;
        this.subscription = feed.subscribe(this::wake);
    }

    @Override
    public Cursor head() {
        return head.get();
    }

    @Override
    public Page after(Cursor since, int limit) {
        var now = head.get();
        if (!since.epoch().equals(now.epoch())) {
            return new Page.Gone(now);
        }
        if (since.version().isAfter(now.version())) {
            return log.ahead(now);
        }
        if (since.version().equals(now.version())) {
            return page(List.of(), since);
        }
        return feed.after(since.version(), limit)
                .<Page>map(changes -> page(changes, since))
                .orElseGet(() -> log.after(since, limit));
    }

    @Override
    public Page newest(int count) {
        return log.newest(count);
    }

    static Page page(List<Change> changes, Cursor since) {
        var next = changes.isEmpty()
                ? since
                : new Cursor(since.epoch(), changes.get(changes.size() - 1).version());
        return new Page.Changes(changes, next);
    }

    @Override
    public CompletableFuture<Void> changedAfter(Version version) {
        var waiter = new Waiter(version);
        waiting.add(waiter);
        var unused = waiter.future.whenComplete((done, failure) -> waiting.remove(waiter)); // cancelled ones too
        if (head.get().version().isAfter(version)) {
            waiter.future.complete(null);
        }
        return waiter.future;
    }

    private void wake() {
        var now = head.get().version();
        for (var waiter : waiting) {
            if (now.isAfter(waiter.version)) {
                waiter.future.complete(null);
            }
        }
    }

    @Override
    public void close() {
        subscription.close();
        waiting.forEach(waiter -> waiter.future.cancel(false));
    }

    /** What is older than the feed. */
    interface Log {
        /** Returns the changes after a cursor of the present epoch, which is before the head. */
        Page after(Cursor since, int limit);

        /** Returns what to tell one who has seen more of the present epoch than is known here. */
        Page ahead(Cursor head);

        /** Returns the newest changes. */
        Page newest(int count);
    }

    /** One who waits; known by identity. */
    private static final class Waiter {
        private final Version version;
        private final CompletableFuture<Void> future = new CompletableFuture<>();

        Waiter(Version version) {
            this.version = version;
        }
    }
}
