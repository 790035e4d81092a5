package dev.ducksheet.http.feed;

import java.util.Optional;
import java.util.TreeMap;

/** The newest changes, as many as fit into some memory, shared by all who follow them. Thread-safe. */
final class RecentChanges {
    private final long maxBytes;
    private final TreeMap<Long, Batch> batches = new TreeMap<>();
    private long bytes;
    private long completeAfter;

    RecentChanges(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Forgets everything; what follows {@code version} will be here. */
    synchronized void startAfter(long version) {
        batches.clear();
        bytes = 0;
        completeAfter = version;
    }

    /** Takes the changes that follow, and forgets the oldest if they become too many. */
    synchronized void append(Batch batch) {
        batches.put(batch.last(), batch);
        bytes += size(batch);
        while (bytes > maxBytes && batches.size() > 1) {
            var oldest = batches.pollFirstEntry().getValue();
            bytes -= size(oldest);
            completeAfter = oldest.last();
        }
    }

    private static long size(Batch batch) {
        return batch.events(0, Optional.empty()).length;
    }

    /** Says whether every change after {@code version} is here. */
    synchronized boolean coversAfter(long version) {
        return version >= completeAfter;
    }

    /** Returns the first batch with a change after {@code version}. */
    synchronized Optional<Batch> after(long version) {
        return Optional.ofNullable(batches.higherEntry(version)).map(entry -> entry.getValue());
    }
}
