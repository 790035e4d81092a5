package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.Decision;
import java.util.ArrayList;
import java.util.List;

/** Pages of the log, written as text by idle processors while the writer's thread waits for the engine. */
final class PagesToCome {
    private final List<Shared<LogPage>> pages = new ArrayList<>();

    /** Starts to write decisions, at least one. A single page is not worth another thread. */
    void add(List<Decision> decisions, LogWords words) {
        var parts = LogPage.split(decisions);
        for (var part : parts) {
            pages.add(
                    parts.size() > 1
                            ? Shared.start(() -> LogPage.of(part, words))
                            : Shared.later(() -> LogPage.of(part, words)));
        }
    }

    /** Returns the pages since the last call in their order; writes those that nobody has begun. */
    List<LogPage> finish() {
        var finished = Shared.finish(pages);
        pages.clear();
        return finished;
    }
}
