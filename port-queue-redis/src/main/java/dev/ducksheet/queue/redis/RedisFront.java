package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookMirror;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The streams of one workbook in Redis, as a process uses them that does not write it. To be closed after the workbook
 * that uses them. Thread-safe.
 */
public final class RedisFront implements AutoCloseable {
    private static final long TICK = 250;

    private final Connections connections;
    private final AofSync disk;
    private final RedisRequestQueue queue;
    private final RedisMirror mirror;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RedisFront(RedisSettings settings, Telemetry telemetry) {
        connections = Connections.open(settings, telemetry);
        var backlog = new Backlog(connections, settings.address().keys());
        var nobody = new Lease(connections, settings, new WriterIdentity("", ""));
        disk = disk(settings);
        queue = new RedisRequestQueue(
                connections,
                settings,
                nobody,
                backlog,
                new Consumption(connections, settings, nobody, new Random(0), "", () -> {}),
                disk);
        mirror = new RedisMirror(connections, settings);
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "ducksheet-redis");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(backlog::refresh, 0, TICK, TimeUnit.MILLISECONDS);
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
     * Connects, and reads what there is.
     *
     * @param telemetry is told how it goes
     * @throws dev.ducksheet.core.port.PortUnavailableException if Redis is away, or too old for the settings
     */
    public static RedisFront connect(RedisSettings settings, Telemetry telemetry) {
        var front = new RedisFront(settings, telemetry);
        try {
            front.mirror.start();
            return front;
        } catch (RuntimeException e) {
            front.close();
            throw e;
        }
    }

    /** Returns the queue, only to append to. */
    public RequestQueue queue() {
        return queue;
    }

    /** Returns the feed, only to read. */
    public ChangeFeed feed() {
        return mirror.feed();
    }

    /** Returns what the writer tells. */
    public WorkbookMirror mirror() {
        return mirror;
    }

    /** Disconnects. Repeatable. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            timer.shutdownNow();
            queue.close();
            mirror.close();
            mirror.feed().close();
            disk.close();
            connections.close();
        }
    }
}
