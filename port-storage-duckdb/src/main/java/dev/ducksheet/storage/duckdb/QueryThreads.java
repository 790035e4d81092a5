package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.PortUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that users' queries are planned on, and those that end them. DuckDB's parser and planner call themselves for
 * whatever is in something else, so these have stacks that a query cannot use up. Thread-safe.
 */
final class QueryThreads implements AutoCloseable {
    private static final long STACK = 64L << 20;

    private final ExecutorService planners;
    private final ExecutorService enders = Executors.newCachedThreadPool(named("ducksheet-query-end-", 0));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(named("ducksheet-query-clock-", 0));

    QueryThreads(int queries) {
        planners = Executors.newFixedThreadPool(queries, named("ducksheet-query-", STACK));
    }

    /** Waits for what a thread with a deep stack makes of {@code work}. */
    <T> T call(Callable<T> work) {
        try {
            return planners.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while a query was planned", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Ends something later; that may take long and holds nothing up. */
    ScheduledFuture<?> endAfter(Duration time, Runnable end) {
        return clock.schedule(() -> end(end), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends something now, on another thread. */
    void end(Runnable end) {
        enders.execute(end);
    }

    /** Looks at something again and again; it must not take long. */
    ScheduledFuture<?> every(Duration time, Runnable look) {
        return clock.scheduleWithFixedDelay(look, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory named(String prefix, long stack) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(null, task, prefix + count.incrementAndGet(), stack);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        clock.shutdownNow();
        planners.shutdownNow();
        enders.shutdown();
    }
}
