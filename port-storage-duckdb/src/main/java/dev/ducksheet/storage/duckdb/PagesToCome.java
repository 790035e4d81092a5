package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;

/** Pages of the log, written as text by idle processors while the writer's thread waits for the engine. */
final class PagesToCome {
    private final List<FutureTask<LogPage>> pages = new ArrayList<>();

    /** Starts to write decisions, at least one. A single page is not worth another thread. */
    void add(List<Decision> decisions, LogWords words) {
        var parts = LogPage.split(decisions);
        for (var part : parts) {
            var page = new FutureTask<>(() -> LogPage.of(part, words));
            pages.add(page);
            if (parts.size() > 1) {
                ForkJoinPool.commonPool().execute(page);
            }
        }
    }

    /** Returns the pages since the last call in their order; writes those that nobody has begun. */
    List<LogPage> finish() {
        for (int i = pages.size() - 1; i >= 0; i--) {
            pages.get(i).run();
        }
        var finished = pages.stream().map(PagesToCome::finished).toList();
        pages.clear();
        return finished;
    }

    private static LogPage finished(FutureTask<LogPage> page) {
        try {
            return page.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the log was written", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a page of the log cannot be written", e.getCause());
        }
    }
}
