package dev.ducksheet.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for other threads, never longer than {@link #limit}: a test that would hang fails instead. */
public final class Await {
    private static volatile Duration limit = Duration.ofSeconds(20);

    private Await() {}

    /** Returns how long to wait: longer than anything takes that works. */
    public static Duration limit() {
        return limit;
    }

    /** Shortens the wait for tests that are to fail. */
    static void limit(Duration shorter) {
        limit = shorter;
    }

    /** Returns the value of a future that is to complete normally. */
    public static <T> T value(Future<T> future) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed instead of giving a value: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until a stage has completed normally. */
    public static void done(CompletionStage<?> stage) {
        value(stage.thenApply(it -> true).toCompletableFuture());
    }

    /** Returns with what a stage fails that is to complete exceptionally. */
    public static Throwable failure(CompletionStage<?> stage) {
        return value(stage.<Throwable>handle((value, failure) ->
                        failure == null ? new AssertionError("did not fail, gave " + value) : failure)
                .toCompletableFuture());
    }

    /** Waits for a latch. */
    public static void opened(CountDownLatch latch) {
        try {
            if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("did not happen within " + limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Runs the work on a thread of its own and returns what it gives, or fails if it takes too long. */
    public static <T> T inTime(Callable<T> work) {
        try (var threads = new Threads(1)) {
            return value(threads.start(work));
        }
    }

    /** Threads of a test; closing interrupts those that still run. */
    public static final class Threads implements AutoCloseable {
        private final ExecutorService threads;

        /** Has {@code count} threads. */
        public Threads(int count) {
            threads = Executors.newFixedThreadPool(count, work -> {
                var thread = new Thread(work, "test");
                thread.setDaemon(true);
                return thread;
            });
        }

        /** Runs work on one of the threads. */
        public <T> Future<T> start(Callable<T> work) {
            return threads.submit(work);
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }
}
