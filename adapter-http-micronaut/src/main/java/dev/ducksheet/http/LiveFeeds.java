package dev.ducksheet.http;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.http.feed.LiveFeed;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The live feeds: one of all changes, which is shared by all who may see them, and one for each access that shows but a
 * part of them. Thread-safe.
 */
final class LiveFeeds implements AutoCloseable {
    private static final int IDLE = 64;

    private final LiveFeed whole;
    private final Function<ReadUpdates, LiveFeed> starter;
    private final Map<Access, LiveFeed> partial = new HashMap<>();
    private boolean closed;

    LiveFeeds(ReadUpdates updates, Function<ReadUpdates, LiveFeed> starter) {
        this.whole = starter.apply(updates);
        this.starter = starter;
    }

    /**
     * Returns the feed of what an access shows.
     *
     * @param updates the changes as that access shows them
     */
    synchronized LiveFeed of(Access access, ReadUpdates updates) {
        if (access.isWhole() || closed) {
            return whole;
        }
        if (partial.size() >= IDLE) {
            endIdle();
        }
        return partial.computeIfAbsent(access, key -> starter.apply(updates));
    }

    private void endIdle() {
        partial.values().removeIf(feed -> {
            boolean isIdle = feed.followers() == 0;
            if (isIdle) {
                feed.close();
            }
            return isIdle;
        });
    }

    /** Ends all streams in good order; nobody is admitted any more. Repeatable. */
    @Override
    public synchronized void close() {
        closed = true;
        whole.close();
        partial.values().forEach(LiveFeed::close);
    }
}
