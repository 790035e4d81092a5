package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The requests of this process that wait for their outcome. Thread-safe. */
final class Waiting {
    private final Map<UpdateId, CompletableFuture<Outcome>> futures = new ConcurrentHashMap<>();

    /** Returns the future of a request that is about to be queued. */
    CompletableFuture<Outcome> expect(UpdateId id) {
        return futures.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    /** Says whether the request waits here. */
    boolean has(UpdateId id) {
        return futures.containsKey(id);
    }

    void complete(UpdateId id, Outcome outcome) {
        var future = futures.remove(id);
        if (future != null) {
            future.complete(outcome);
        }
    }

    void fail(UpdateId id, Throwable cause) {
        var future = futures.remove(id);
        if (future != null) {
            future.completeExceptionally(cause);
        }
    }

    void forget(UpdateId id) {
        futures.remove(id);
    }
}
