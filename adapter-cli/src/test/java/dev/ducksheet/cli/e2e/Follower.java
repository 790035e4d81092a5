package dev.ducksheet.cli.e2e;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A subscriber that connects again whenever it is cut off, to the next server, and goes on after what it was shown last.
 */
final class Follower implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final Feeds feeds;
    private final List<Supplier<URI>> servers;
    private final AtomicReference<Subscriber> connection = new AtomicReference<>();
    private final Thread thread = new Thread(this::follow, "follower");
    private volatile boolean closed;
    private volatile String cursor = "0";
    private volatile String lastFailure = "nothing";
    private int connections;

    /** @param servers to follow, the first one first */
    Follower(String name, Feeds feeds, List<Supplier<URI>> servers) {
        this.name = name;
        this.feeds = feeds;
        this.servers = servers;
        feeds.subscribed(name);
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        while (!closed) {
            var server = servers.get(connections++ % servers.size()).get();
            try (var subscriber = Subscriber.after(server, cursor)) {
                connection.set(subscriber);
                read(subscriber);
            } catch (UncheckedIOException | AssertionError e) {
                lastFailure = e + " at " + Instant.now();
                LockSupport.parkNanos(PAUSE_NANOS); // away for now, or silent for too long
            }
        }
    }

    private void read(Subscriber subscriber) {
        for (var event = subscriber.next(); event.isPresent() && !closed; event = subscriber.next()) {
            cursor = event.get().id();
            LoggedChange.of(Json.read(event.get().data())).forEach(change -> feeds.shown(name, change));
        }
    }

    /** Returns where it is and what last kept it, for whoever looks for the reason of a failure. */
    String standing() {
        return name + " after " + cursor + ", " + (connection.get() == null ? "not " : "") + "connected, last kept by "
                + lastFailure;
    }

    /** Leaves the connection, as one does who loses the network. */
    void cutOff() {
        var subscriber = connection.getAndSet(null);
        if (subscriber != null) {
            subscriber.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        cutOff();
    }
}
