package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerListOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Waits until appends are on disk, many at a time: a thread of its own takes all that Redis has acknowledged, writes a
 * mark behind them on a connection of its own, for {@code WAITAOF} is about the writes of its connection, and waits until
 * the mark is on disk. Meanwhile others append. Thread-safe.
 */
final class AofSync implements AutoCloseable {
    /** Redis syncs each second unless it is told otherwise, and a little late when the disk is busy. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private static final ProtocolKeyword WAITAOF = new Keyword("WAITAOF");

    private final Connections connections;
    private final RedisSettings settings;
    private final BlockingQueue<CompletableFuture<Void>> acknowledged = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "ducksheet-aof");
    private volatile boolean closed;
    private Connections.@Nullable Link link;

    private AofSync(Connections connections, RedisSettings settings) {
        this.connections = connections;
        this.settings = settings;
        thread.setDaemon(true);
    }

    /**
     * Waits as the settings say.
     *
     * @throws PortUnavailableException if this Redis cannot do that
     */
    static AofSync open(Connections connections, RedisSettings settings) {
        var sync = new AofSync(connections, settings);
        if (!settings.aof().isOff()) {
            sync.tryOut();
            sync.thread.start();
        }
        return sync;
    }

    private void tryOut() {
        try {
            var unused = reached(1);
        } catch (PortUnavailableException e) {
            throw isUnknown(e) ? tooOld(e) : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while asking Redis what it can do", e);
        }
    }

    private static boolean isUnknown(PortUnavailableException refusal) {
        return String.valueOf(refusal.getMessage()).contains("unknown command");
    }

    private PortUnavailableException tooOld(PortUnavailableException refusal) {
        return new PortUnavailableException(
                "this Redis, version " + version() + ", cannot say when a request is on disk, which takes version 7.2;"
                        + " use a newer one with 'appendonly yes', or set wait_aof to off and Redis to"
                        + " 'appendfsync always'",
                refusal);
    }

    private String version() {
        return connections
                .shared()
                .info("server")
                .toCompletableFuture()
                .thenApply(info -> info.replaceAll("(?s).*redis_version:(\\S+).*", "$1"))
                .exceptionally(failure -> "unknown")
                .join();
    }

    /** Returns what completes as {@code append} does, but not before it is on disk. */
    CompletableFuture<Void> after(CompletableFuture<Void> append) {
        if (settings.aof().isOff()) {
            return append;
        }
        var durable = new CompletableFuture<Void>();
        var unused = append.whenComplete((done, failure) -> {
            if (failure == null) {
                await(durable);
            } else {
                durable.completeExceptionally(failure);
            }
        });
        return durable;
    }

    private void await(CompletableFuture<Void> durable) {
        acknowledged.add(durable);
        if (closed) { // asked after it is added, so that it is not forgotten
            durable.completeExceptionally(closing());
        }
    }

    private void run() {
        var batch = new ArrayList<CompletableFuture<Void>>();
        try {
            while (true) {
                batch.add(acknowledged.take());
                acknowledged.drainTo(batch);
                settle(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            acknowledged.drainTo(batch);
            batch.forEach(durable -> durable.completeExceptionally(closing()));
        }
    }

    private void settle(List<CompletableFuture<Void>> batch) throws InterruptedException {
        try {
            check(reached(PATIENCE.toMillis()));
            batch.forEach(durable -> durable.complete(null));
        } catch (PortUnavailableException e) {
            disconnect();
            batch.forEach(durable -> durable.completeExceptionally(e));
        }
    }

    /** Returns on how many disks, its own and those of replicas, everything is that Redis has acknowledged by now. */
    private List<Long> reached(long millis) throws InterruptedException {
        var commands = connected().commands();
        var mark = commands.hset(settings.address().keys().state(), "synced", "1");
        var answer = commands.dispatch(
                WAITAOF,
                new IntegerListOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8)
                        .add(settings.aof().local())
                        .add(settings.aof().replicas())
                        .add(millis));
        var unused = Failures.await(mark, settings.timeout().toMillis());
        return Failures.await(answer, millis + settings.timeout().toMillis());
    }

    private void check(List<Long> reached) {
        boolean here = reached.get(0) >= settings.aof().local();
        if (!here || reached.get(1) < settings.aof().replicas()) {
            throw new PortUnavailableException("Redis has the request, but in " + PATIENCE.toMillis() + " ms not on "
                    + (here ? "the disks of its replicas" : "its own disk") + "; see its log");
        }
    }

    private Connections.Link connected() {
        if (link == null || !link.isOpen()) {
            link = connections.connect();
        }
        return link;
    }

    private void disconnect() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private static PortUnavailableException closing() {
        return new PortUnavailableException("the server ended before Redis said that the request is on disk");
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    /** A command that Lettuce has no method for. */
    private record Keyword(String word) implements ProtocolKeyword {
        @Override
        public byte[] getBytes() {
            return word.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
