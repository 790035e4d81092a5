package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.Telemetry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * The streams of one workbook in Redis, as its one writer uses them. To be closed after the workbook that uses the queue
 * and the feed. Thread-safe.
 */
public final class RedisStreams implements AutoCloseable {
    private static final long TICK = 250;

    private final RedisSettings settings;
    private final Connections connections;
    private final Lease lease;
    private final Backlog backlog;
    private final AofSync disk;
    private final RedisRequestQueue queue;
    private final Consumption consumption;
    private final RedisChangeFeed feed;
    private final List<RedisFileReaders> readers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "ducksheet-redis");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean closed = new AtomicBoolean();

    private RedisStreams(
            RedisSettings settings,
            WriterIdentity identity,
            String epoch,
            RandomGenerator random,
            Telemetry telemetry) {
        this.settings = settings;
        connections = Connections.open(settings, telemetry);
        lease = new Lease(connections, settings, identity);
        backlog = new Backlog(connections, settings.address().keys());
        feed = new RedisChangeFeed(connections, settings, lease, telemetry);
        consumption = new Consumption(connections, settings, lease, random, epoch, feed::beginAgain);
        disk = disk(settings);
        queue = new RedisRequestQueue(connections, settings, lease, backlog, consumption, disk);
        long renewal = Math.max(1, settings.lease().toMillis() / 5);
        var unusedRenewal = timer.scheduleWithFixedDelay(lease::renew, renewal, renewal, TimeUnit.MILLISECONDS);
        var unusedCount = timer.scheduleWithFixedDelay(backlog::refresh, 0, TICK, TimeUnit.MILLISECONDS);
    }

    private AofSync disk(RedisSettings settings) {
        try {
            return AofSync.open(connections, settings);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /**
     * Connects as the writer of a workbook; {@link RequestQueue#open} takes the lease.
     *
     * @param file names the one file that this process has open, so that after a crash the next process takes over
     * @param epoch of the workbook in that file
     * @param telemetry is told how it goes
     * @throws dev.ducksheet.core.port.PortUnavailableException if Redis is away, or too old for the settings
     */
    public static RedisStreams connect(
            RedisSettings settings, String file, String epoch, RandomGenerator random, Telemetry telemetry) {
        return new RedisStreams(settings, WriterIdentity.of(file, random), epoch, random, telemetry);
    }

    /** Tells the servers of the same streams where the writer's API is. */
    public void advertise(String url) {
        lease.advertise(url);
    }

    /** Returns the queue. */
    public RequestQueue queue() {
        return queue;
    }

    /** Returns the feed. */
    public ChangeFeed feed() {
        return feed;
    }

    /**
     * Returns those who read the files of imports: this process, and the {@link RedisWorker}s that share the work.
     *
     * @param imports keeps the files
     */
    public FileReaders readers(ImportStore imports) {
        var ours = new RedisFileReaders(connections, settings, lease, imports);
        readers.add(ours);
        return ours;
    }

    /** Gives the lease back and disconnects. Repeatable. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            timer.shutdownNow();
            readers.forEach(RedisFileReaders::close);
            queue.close();
            feed.close();
            disk.close();
            lease.release();
            consumption.disconnect();
            connections.close();
        }
    }
}
