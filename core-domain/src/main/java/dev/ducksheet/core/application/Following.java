package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.out.ChangeFeed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads changes from the feed, and what the feed has forgotten from a log. */
final class Following implements ReadUpdates, AutoCloseable {
    private final Supplier<Cursor> head;
    private final Log log;
    private final ChangeFeed feed;
    private final ChangeFeed.Subscription subscription;
    private final ConcurrentSkipListMap<Version, Set<Waiter>> waiting = new ConcurrentSkipListMap<>();

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
        if (!since.epoch().equals(now.epoch()) || since.version().isAfter(now.version())) {
            return new Page.Gone(now);
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
        var waiter = new Waiter();
        waiting.compute(version, (key, waiters) -> with(waiters, waiter));
        var unused = waiter.future().whenComplete((done, failure) -> leave(version, waiter)); // cancelled ones too
        if (head.get().version().isAfter(version)) {
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
        forEach(waiting.headMap(head.get().version()), future -> future.complete(null));
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

    /** What is older than the feed. */
    interface Log {
        /** Returns the changes after a cursor of the present epoch, which is before the head. */
        Page after(Cursor since, int limit);

        /** Returns the newest changes. */
        Page newest(int count);
    }

    /** One who waits; known by identity. */
    private static final class Waiter {
        private final CompletableFuture<Void> future = new CompletableFuture<>();

        CompletableFuture<Void> future() {
            return future;
        }
    }
}
