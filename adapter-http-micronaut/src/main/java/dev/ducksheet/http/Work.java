package dev.ducksheet.http;

import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import io.micronaut.http.MutableHttpResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads of the HTTP adapter beside the event loop: bounded pools for what may block, and one thread for time.
 * Thread-safe.
 */
@Singleton
public final class Work {
    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    private static final int WAITING = 1024;
    private static final int QUERIES = 64;
    private static final int UPLOADS = 32;

    private final ThreadPoolExecutor blocking = new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), named("ducksheet-http-work-"));
    /** Those that wait for the store hold no thread that another request needs. */
    private final ThreadPoolExecutor queries = new ThreadPoolExecutor(
            0, QUERIES, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("ducksheet-http-query-"));

    /** Those that wait for a client's bytes hold no thread that another request needs. */
    private final ThreadPoolExecutor uploads = new ThreadPoolExecutor(
            0, UPLOADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), named("ducksheet-http-upload-"));

    private final ExecutorService streaming = Executors.newFixedThreadPool(THREADS, named("ducksheet-http-rows-"));
    private final ExecutorService feed = Executors.newFixedThreadPool(2, named("ducksheet-http-feed-"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(named("ducksheet-http-timer-"));

    Work() {
        blocking.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs what may block and answers with what it returns.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too much waits already
     */
    CompletableFuture<MutableHttpResponse<Payload>> answer(Supplier<MutableHttpResponse<Payload>> task) {
        return CompletableFuture.supplyAsync(task, blocking);
    }

    /** Runs what submits something and may block before. */
    CompletableFuture<Submission> submission(Supplier<Submission> task) {
        return CompletableFuture.supplyAsync(task, blocking);
    }

    /**
     * Runs a query, which may take long, and answers with what it returns.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many run already
     */
    CompletableFuture<MutableHttpResponse<Payload>> query(Supplier<MutableHttpResponse<Payload>> task) {
        return querying(task);
    }

    /** Runs something that waits for a query; the rest as for {@link #query}. */
    <T> CompletableFuture<T> querying(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, queries);
    }

    /**
     * Receives a file, which may take long, and answers with what it returns.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many come in already
     */
    CompletableFuture<MutableHttpResponse<Payload>> upload(Supplier<MutableHttpResponse<Payload>> task) {
        return CompletableFuture.supplyAsync(task, uploads);
    }

    /** Returns the pool for what may block; it rejects what would wait for long. */
    public Executor blocking() {
        return blocking;
    }

    /** Returns the pool for answers under way; each has at most one task there, so that none is rejected. */
    public Executor streaming() {
        return streaming;
    }

    /** Returns the pool for the live feed, which nothing else holds up. */
    public Executor feed() {
        return feed;
    }

    /** Returns the one thread for time; nothing on it may block. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
        blocking.shutdown();
        queries.shutdown();
        uploads.shutdown();
        streaming.shutdown();
        feed.shutdown();
    }

    private static ThreadFactory named(String prefix) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
