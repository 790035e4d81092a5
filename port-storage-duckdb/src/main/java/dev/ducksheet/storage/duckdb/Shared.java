package dev.ducksheet.storage.duckdb;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;

/** Work that an idle processor may begin while the writer's thread does something else. */
final class Shared<T> {
    private final FutureTask<T> task;

    private Shared(Callable<T> work) {
        task = new FutureTask<>(work);
    }

    /** Returns work that is done when it is asked for. */
    static <T> Shared<T> later(Callable<T> work) {
        return new Shared<>(work);
    }

    /** Returns work that is begun as soon as a processor is idle. */
    static <T> Shared<T> start(Callable<T> work) {
        var shared = new Shared<>(work);
        ForkJoinPool.commonPool().execute(shared.task);
        return shared;
    }

    /** Returns what came of all of it, in order; does what nobody has begun. */
    static <T> List<T> finish(List<Shared<T>> works) {
        for (int i = works.size() - 1; i >= 0; i--) {
            works.get(i).task.run();
        }
        return works.stream().map(Shared::finished).toList();
    }

    private T finished() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the log was written", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the log cannot be written", e.getCause());
        }
    }
}
