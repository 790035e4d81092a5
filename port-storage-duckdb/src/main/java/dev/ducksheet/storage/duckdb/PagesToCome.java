package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.Decision;
import java.util.ArrayList;
import java.util.List;

/** Pages of the log, written as text by idle processors while the writer's thread waits for the engine. */
final class PagesToCome {
    /** To write fewer takes about as long as to wake another thread. */
    private static final int WORTH_A_THREAD = 16;

    private final List<Shared<LogPage>> pages = new ArrayList<>();

    /** Starts to write decisions, at least one. */
    void add(List<Decision> decisions, LogWords words) {
        for (var part : LogPage.split(decisions)) {
            pages.add(
                    part.size() >= WORTH_A_THREAD
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
