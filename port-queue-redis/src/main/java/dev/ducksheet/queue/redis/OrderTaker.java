package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ImportStore;
import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes orders from {@code import_duck} as one consumer of their group, one after the other, and reads their files. While
 * it reads it says so several times a second; the order of one that was not heard of for {@link #SILENCE} is taken over
 * by another. An order is with one reader at a time as far as Redis says; one that was overtaken in spite of itself, as it
 * stood still, is told so when it wakes up, and what it read is used by nobody.
 */
final class OrderTaker implements Runnable, AutoCloseable {
    static final String GROUP = "readers";
    static final Duration SILENCE = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(OrderTaker.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long WHILE_AWAY = 250;

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final ImportStore store;
    private final Consumer<String> consumer = Consumer.from(
            GROUP, RedisSettings.machine() + ":" + ProcessHandle.current().pid() + ":" + UUID.randomUUID());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "ducksheet-order");
        thread.setDaemon(true);
        return thread;
    });
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Connections.@Nullable Link link;
    private Optional<OrderInHand> inHand = Optional.empty();
    private boolean began;
    private volatile boolean closed;

    /** @param store keeps the files of the jobs that are ordered */
    OrderTaker(Connections connections, RedisSettings settings, ImportStore store) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.store = store;
    }

    /**
     * Takes orders until it is closed. While Redis is away it tries again and again.
     *
     * @throws ForeignOrderException if it cannot read what is ordered; the order is given back
     */
    @Override
    public void run() {
        synchronized (this) {
            began = true;
        }
        boolean away = false;
        try {
            while (!closed) {
                try {
                    var message = next();
                    away = false;
                    if (message.isPresent()) {
                        take(message.get());
                    }
                } catch (PortUnavailableException e) {
                    LOG.log(away ? Level.DEBUG : Level.WARNING, "no files are read for now: {0}", e.getMessage());
                    away = true;
                    disconnect();
                    TimeUnit.MILLISECONDS.sleep(WHILE_AWAY);
                } catch (ForeignOrderException e) {
                    throw e;
                } catch (RuntimeException e) { // there may be nobody else to read the next file
                    LOG.log(Level.ERROR, "an order met a bug", e);
                    TimeUnit.MILLISECONDS.sleep(WHILE_AWAY);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
            ended.complete(null);
        }
    }

    /** Returns the next order, if one comes within a second: one whose reader fell silent, or else a new one. */
    @SuppressWarnings("unchecked") // Lettuce takes the streams as an array of a generic type
    private Optional<StreamMessage<String, String>> next() throws InterruptedException {
        var connected = connected();
        var claim = XAutoClaimArgs.Builder.<String>xautoclaim(consumer, SILENCE, "0-0")
                .count(1);
        for (var message :
                await(connections.shared().xautoclaim(keys.orders(), claim)).getMessages()) {
            if (!Consumption.isGone(message)) {
                return Optional.of(message);
            }
            await(connections.shared().xack(keys.orders(), GROUP, message.getId()));
        }
        var args = new XReadArgs().count(1).block(PATIENCE);
        return Failures.await(
                        connected.commands().xreadgroup(consumer, args, StreamOffset.lastConsumed(keys.orders())),
                        PATIENCE.plus(settings.timeout()).toMillis())
                .stream()
                .findFirst();
    }

    private Connections.Link connected() throws InterruptedException {
        if (link == null || !link.isOpen()) {
            link = connections.connect();
            try {
                var created = XGroupCreateArgs.Builder.mkstream();
                await(connections.shared().xgroupCreate(StreamOffset.from(keys.orders(), "0"), GROUP, created));
            } catch (PortUnavailableException e) {
                if (!(e.getCause() instanceof RedisBusyException)) {
                    throw e;
                }
            }
        }
        return link;
    }

    private void disconnect() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    private void take(StreamMessage<String, String> message) throws InterruptedException {
        ReadingOrder order;
        try {
            order = ReadingOrder.read(message.getBody());
        } catch (UndecodableException e) {
            refuse(message, e);
            return;
        }
        var taken =
                new OrderInHand(order, (script, state) -> say(script, message.getId(), order.id(), state), patience());
        hold(Optional.of(taken));
        try {
            taken.handle(store, deaths(message.getId()), timer);
        } finally {
            hold(Optional.empty());
        }
    }

    private synchronized void hold(Optional<OrderInHand> order) {
        inHand = order;
        if (closed) {
            order.ifPresent(OrderInHand::stop);
        }
    }

    private int deaths(String entry) throws InterruptedException {
        var pending =
                await(connections.shared().xpending(keys.orders(), GROUP, Range.create(entry, entry), Limit.from(1)));
        return pending.isEmpty() ? 0 : (int) pending.get(0).getRedeliveryCount() - 1;
    }

    /** What another version ordered is not read; it is told, so that nobody waits for it. */
    private void refuse(StreamMessage<String, String> message, UndecodableException e) throws InterruptedException {
        LOG.log(Level.ERROR, "entry {0} of {1} is no order: {2}", message.getId(), keys.orders(), e.getMessage());
        var failed = new ReadingState.Failed(
                ReadingState.Cause.AWAY,
                "a reader of another version took the order, and could not read it: " + e.getMessage());
        var id = message.getBody().getOrDefault("id", "");
        Long unused = await(say(Scripts.ANSWER, message.getId(), id, failed));
    }

    /** Ends the reading of an order, if it is this process that reads it, and waits for that. */
    void abandon(String order) {
        Optional<OrderInHand> ours;
        synchronized (this) {
            ours = inHand.filter(it -> it.isOf(order));
        }
        ours.ifPresent(it -> {
            it.lose();
            it.await();
        });
    }

    private Future<Long> say(String script, String entry, String order, ReadingState state) {
        return connections
                .shared()
                .eval(
                        script,
                        ScriptOutputType.INTEGER,
                        new String[] {keys.orders(), keys.readings()},
                        GROUP,
                        consumer.getName(),
                        entry,
                        order,
                        state.encode());
    }

    private <T> T await(Future<T> answer) throws InterruptedException {
        return Failures.await(answer, patience());
    }

    private long patience() {
        return settings.timeout().toMillis() + 500;
    }

    /** Takes no more orders, gives the one that it has back, and waits for that. */
    @Override
    public void close() {
        boolean running;
        synchronized (this) {
            closed = true;
            running = began;
            inHand.ifPresent(OrderInHand::stop);
        }
        if (running) {
            ended.completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
        }
        timer.shutdownNow();
    }
}
