package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.RequestQueue.Load;
import io.lettuce.core.models.stream.PendingMessages;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many requests wait: what Redis last said, and what this process has appended and acknowledged since. Thread-safe.
 */
final class Backlog {
    private static final System.Logger LOG = System.getLogger(Backlog.class.getName());

    /** How many questions in a row Redis leaves without an answer before another connection is tried. */
    private static final int SILENCE = 4;

    private final Connections connections;
    private final StreamKeys keys;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong acknowledgements = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();
    private final AtomicInteger silence = new AtomicInteger();
    private volatile boolean heardOf = true;
    private volatile long taken;
    private volatile long setAside;

    Backlog(Connections connections, StreamKeys keys) {
        this.connections = connections;
        this.keys = keys;
    }

    long waiting() {
        return waiting.get();
    }

    Load load() {
        return new Load(waiting(), taken, setAside);
    }

    void add() {
        waiting.incrementAndGet();
        appended.incrementAndGet();
    }

    void failed() {
        subtract(1);
    }

    void acknowledged(long count) {
        acknowledgements.incrementAndGet();
        subtract(count);
    }

    private void subtract(long count) {
        waiting.updateAndGet(before -> Math.max(0, before - count));
    }

    /** Says whether Redis answered the last time it was asked. */
    boolean isHeardOf() {
        return heardOf && connections.isOpen();
    }

    /** Asks Redis, and takes its word unless it is overtaken by an acknowledgement. */
    void refresh() {
        if (!connections.isOpen()) {
            silence.set(0);
            heardOf = false;
            return;
        }
        if (silence.get() >= SILENCE) {
            replaceConnection();
        }
        var unused = ask().whenComplete((done, failure) -> {
            heardOf = failure == null;
            silence.updateAndGet(times -> failure == null ? 0 : times + 1);
        });
    }

    private void replaceConnection() {
        silence.set(0);
        try {
            connections.replaceShared();
        } catch (PortUnavailableException e) {
            LOG.log(Level.DEBUG, "a new connection instead of the silent one is not to be had", e);
        }
    }

    private CompletableFuture<Void> ask() {
        long seen = acknowledgements.get();
        long before = appended.get();
        var length = connections.shared().xlen(keys.requests()).toCompletableFuture();
        var kept = connections.shared().hget(keys.state(), "kept").toCompletableFuture();
        lookAround();
        return length.thenAcceptBoth(kept, (all, decided) -> {
            if (acknowledgements.get() == seen) {
                waiting.set(Math.max(0, all - number(decided)) + (appended.get() - before));
            }
        });
    }

    /** Asks for what is only to be shown. */
    private void lookAround() {
        var commands = connections.shared();
        var unusedPending = commands.xpending(keys.requests(), Consumption.GROUP)
                .thenApply(PendingMessages::getCount)
                .exceptionally(failure -> 0L) // as before the first writer made the group
                .thenAccept(count -> taken = count);
        var unusedLetters = commands.xlen(keys.dead()).thenAccept(count -> setAside = count);
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
