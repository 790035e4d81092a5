package dev.ducksheet.http.feed;

import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the live feed: a place in the history, and no buffer of its own. It reads older changes page by page
 * until it meets those that are shared; from then on, if it falls behind them it is cut off, and may come again.
 */
final class Follower implements Publisher<byte[]>, Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int PAGE = 50;

    private final ReadUpdates updates;
    private final RecentChanges recent;
    private final Executor readers;
    private final Optional<String> sheet;
    private final BooleanSupplier isGood;
    private final Consumer<Follower> onEnd;

    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean heartbeatDue;
    private volatile boolean stopped;
    private volatile boolean reading;
    private @Nullable Subscriber<? super byte[]> subscriber;
    private Cursor position;
    private Cursor announced;
    private volatile @Nullable Batch older;
    private boolean live;
    private boolean started;
    private boolean ended;

    /**
     * Follows the changes after {@code since}.
     *
     * @param readers runs the reading of older changes, at most one task at a time
     * @param sheet the only one to show; empty for all
     * @param isGood whether the client may still follow
     * @param onEnd called once
     */
    Follower(
            ReadUpdates updates,
            RecentChanges recent,
            Executor readers,
            Cursor since,
            Optional<String> sheet,
            BooleanSupplier isGood,
            Consumer<Follower> onEnd) {
        this.updates = updates;
        this.recent = recent;
        this.readers = readers;
        this.sheet = sheet;
        this.isGood = isGood;
        this.onEnd = onEnd;
        position = since;
        announced = since;
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        demand.accumulateAndGet(pieces, (some, more) -> some + more < 0 ? Long.MAX_VALUE : some + more);
        wake();
    }

    @Override
    public void cancel() {
        stop();
    }

    /** Ends the stream in good order. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Lets the client know, when it next can, that the server is there. */
    void beat() {
        heartbeatDue = true;
        wake();
    }

    /** Goes on wherever it can; one thread at a time does, and goes round again for those who call meanwhile. */
    void wake() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            serve();
            missed = calls.addAndGet(-missed);
        }
    }

    private void serve() {
        if (ended) {
            return;
        }
        if ((live && !recent.coversAfter(position.version().number())) || !isGood.getAsBoolean()) {
            stopped = true;
        }
        while (!stopped && !reading && demand.get() > 0 && emitNext()) {
            demand.decrementAndGet();
        }
        if (stopped) {
            end();
        }
    }

    /** Emits one piece and says so, or has nothing to emit now. */
    private boolean emitNext() {
        if (!started) {
            started = true;
            return emit(Batch.ascii("retry: 1000\nid: " + position + "\n\n"));
        }
        for (var batch = next(); batch.isPresent(); batch = next()) {
            var events = batch.get().events(position.version().number(), sheet);
            position = batch.get().cursor();
            if (events.length > 0) {
                announced = position;
                return emit(events);
            }
        }
        return emitHeartbeat();
    }

    private Optional<Batch> next() {
        var page = Optional.ofNullable(older);
        older = null;
        if (page.isPresent()) {
            return page;
        }
        long version = position.version().number();
        var next = recent.after(version);
        // Asked last: then it was so when the batch was looked up.
        if (recent.coversAfter(version)) {
            live = true;
            return next;
        }
        if (!live) {
            readOlder();
        }
        return Optional.empty();
    }

    private boolean emitHeartbeat() {
        if (!heartbeatDue) {
            return false;
        }
        heartbeatDue = false;
        if (announced.equals(position)) {
            return emit(Batch.ascii(":\n\n"));
        }
        announced = position;
        return emit(Batch.ascii(":\nid: " + position + "\n\n"));
    }

    private boolean emit(byte[] piece) {
        to().onNext(piece);
        return true;
    }

    private void readOlder() {
        reading = true;
        readers.execute(() -> {
            try {
                take(updates.after(position, PAGE));
            } catch (RuntimeException e) {
                LOG.warn("a live feed cannot read on from {}", position, e);
                stopped = true;
            }
            reading = false;
            wake();
        });
    }

    private void take(Page page) {
        if (page instanceof Page.Changes changes && !changes.changes().isEmpty()) {
            older = new Batch(changes.next().epoch(), changes.changes());
        } else {
            stopped = true;
        }
    }

    private void end() {
        ended = true;
        older = null;
        onEnd.accept(this);
        if (subscriber != null) {
            subscriber.onComplete();
        }
    }

    private Subscriber<? super byte[]> to() {
        if (subscriber == null) {
            throw new IllegalStateException("nobody follows");
        }
        return subscriber;
    }
}
