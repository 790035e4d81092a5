package dev.ducksheet.queue.redis;

import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.ImportStore;
import io.lettuce.core.ScriptOutputType;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has files read by whoever takes the order from {@code import_duck}: workers, and this process itself, one file after
 * the other. The hash {@code ducksheet:readings} says how far each order is; one that is not in it is wanted no more.
 * While Redis is away an order waits. Thread-safe.
 */
final class RedisFileReaders implements FileReaders, AutoCloseable {
    /** So many orders are given at a time. */
    private static final int AT_ONCE = 32;

    private static final System.Logger LOG = System.getLogger(RedisFileReaders.class.getName());
    private static final long POLL = 100;

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final Lease lease;
    private final OrderTaker ourselves;
    private @Nullable Thread thread;

    RedisFileReaders(Connections connections, RedisSettings settings, Lease lease, ImportStore store) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.lease = lease;
        this.ourselves = new OrderTaker(connections, settings, store);
    }

    @Override
    public int atOnce() {
        return AT_ONCE;
    }

    @Override
    public Reading read(Job job, Table table, Progress progress, Cancellation cancellation) {
        var cancelled = new CountDownLatch(1);
        cancellation.onCancel(cancelled::countDown);
        var order = ReadingOrder.of(job.id(), table);
        try {
            return follow(order, progress, cancelled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted", e);
        } finally {
            cancellation.done();
            withdraw(order);
        }
    }

    private Reading follow(ReadingOrder order, Progress progress, CountDownLatch cancelled)
            throws InterruptedException {
        ReadingState last = new ReadingState.Waiting();
        do {
            var state = ask(order);
            if (last instanceof ReadingState.Waiting && !(state instanceof ReadingState.Waiting)) {
                progress.at(0, 0); // a short file may be read before anybody asks
            }
            if (state instanceof ReadingState.Begun begun && !begun.equals(last)) {
                progress.at(begun.rows(), begun.share());
            } else if (state instanceof ReadingState.Done done) {
                return done.reading();
            } else if (state instanceof ReadingState.Failed failed) {
                throw failed.exception();
            }
            last = state;
        } while (!cancelled.await(POLL, TimeUnit.MILLISECONDS));
        throw new UnreadableException("the job was cancelled");
    }

    /** Returns how far an order is; gives it, if Redis does not know it or has lost it. */
    private ReadingState ask(ReadingOrder order) throws InterruptedException {
        try {
            begin();
            var state = await(connections.shared().hget(keys.readings(), order.id()));
            if (state != null) {
                return ReadingState.decode(state);
            }
            var arguments = new ArrayList<>(List.of(lease.token(), order.id(), new ReadingState.Waiting().encode()));
            arguments.addAll(order.fields());
            String unused = await(eval(Scripts.ORDER, ScriptOutputType.VALUE, arguments));
        } catch (PortUnavailableException e) {
            lease.noteOvertaken(e);
            if (lease.isOvertaken()) {
                throw Lease.lost();
            }
            LOG.log(Level.DEBUG, "the order to read a file waits: {0}", e.getMessage());
        }
        return new ReadingState.Waiting();
    }

    /** Orders of an earlier process are nobody's: its jobs are ordered anew. */
    private synchronized void begin() throws InterruptedException {
        if (thread == null) {
            Long unused = await(eval(Scripts.FORGET_ORDERS, ScriptOutputType.INTEGER, List.of(lease.token())));
            thread = new Thread(ourselves, "ducksheet-orders");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private <T> Future<T> eval(String script, ScriptOutputType type, List<String> arguments) {
        return connections
                .shared()
                .eval(
                        script,
                        type,
                        new String[] {keys.lease(), keys.orders(), keys.readings()},
                        arguments.toArray(String[]::new));
    }

    private <T> T await(Future<T> answer) throws InterruptedException {
        return Failures.await(answer, settings.timeout().toMillis() + 500);
    }

    private void withdraw(ReadingOrder order) {
        ourselves.abandon(order.id());
        if (connections.isOpen()) {
            var unused = connections.shared().hdel(keys.readings(), order.id());
        }
    }

    /** Ends what is read here. */
    @Override
    public void close() {
        ourselves.close();
    }
}
