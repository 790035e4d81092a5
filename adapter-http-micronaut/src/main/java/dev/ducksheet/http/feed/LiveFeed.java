package dev.ducksheet.http.feed;

import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes as they happen, for many clients: read once, encoded once, and the more seldom the more
 * clients there are, down to every few milliseconds. Nobody who reads slowly is waited for. Thread-safe.
 */
public final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final int MOST_AT_ONCE = 1000;
    private static final long RETRY_MICROS = 500_000;

    /** What a piece costs for one more client, about; so that half the time is left, however many there are. */
    private static final long MICROS_PER_FOLLOWER = 25;

    private static final long MOST_MICROS = 5_000;
    private static final long LEAST_MICROS = 250;

    private final ReadUpdates updates;
    private final Executor readers;
    private final ScheduledExecutorService timer;
    private final int maxFollowers;
    private final RecentChanges recent;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> beating;
    private boolean running;
    private volatile boolean closed;

    /**
     * Starts to beat; reads nothing as long as nobody follows.
     *
     * @param readers runs what may block; takes one task for each follower, and one more
     * @param timer wakes; nothing blocks on it
     * @param maxBytes of the changes that are shared; who falls farther behind is cut off
     */
    public LiveFeed(
            ReadUpdates updates,
            Executor readers,
            ScheduledExecutorService timer,
            Duration heartbeat,
            int maxFollowers,
            long maxBytes) {
        this.updates = updates;
        this.readers = readers;
        this.timer = timer;
        this.maxFollowers = maxFollowers;
        recent = new RecentChanges(maxBytes);
        long beat = heartbeat.toMillis();
        beating = timer.scheduleAtFixedRate(() -> followers.forEach(Follower::beat), beat, beat, TimeUnit.MILLISECONDS);
    }

    /**
     * Returns the events after {@code since}, or ends the request with a problem. Blocks.
     *
     * @param since a cursor or a bare version; empty for what happens from now on
     * @param sheet the only one to show; empty for all
     * @param isGood whether the client may still follow; asked before each event, and with each heartbeat
     */
    public Publisher<byte[]> follow(Optional<String> since, Optional<String> sheet, BooleanSupplier isGood) {
        var head = updates.head();
        var from = since.map(text -> Since.read("Last-Event-ID or since", text, head))
                .orElse(head);
        if (updates.after(from, 1) instanceof Page.Gone gone) {
            throw Poll.gone(gone.restart()).exception();
        }
        var follower = new Follower(updates, recent, readers, from, sheet, isGood, followers::remove);
        admit(follower, head);
        return follower;
    }

    /** Lets go of a follower that never subscribed. */
    public static void abandon(Publisher<byte[]> follower) {
        ((Follower) follower).stop();
    }

    private synchronized void admit(Follower follower, Cursor head) {
        if (closed || followers.size() >= maxFollowers) {
            throw Problem.of(ProblemType.OVERLOADED, "This server has its " + maxFollowers + " live feeds; try again.")
                    .header("Retry-After", "5")
                    .exception();
        }
        followers.add(follower);
        if (!running) {
            running = true;
            recent.startAfter(head.version().number());
            awaitChange(head);
        }
    }

    private void awaitChange(Cursor last) {
        var unused = updates.changedAfter(last.version()).whenComplete((changed, error) -> later(last, error));
    }

    /** Called on the feed's thread, which must not be held up. */
    private void later(Cursor last, @Nullable Throwable error) {
        if (error == null) {
            readers.execute(() -> dispatch(last));
        } else {
            retry(last);
        }
    }

    private void dispatch(Cursor last) {
        if (closed || restIfAlone()) {
            return;
        }
        try {
            share(updates.after(last, MOST_AT_ONCE));
        } catch (RuntimeException e) {
            LOG.warn("the live feed cannot read on from {}", last, e);
            retry(last);
        }
    }

    private synchronized boolean restIfAlone() {
        if (followers.isEmpty()) {
            running = false;
        }
        return !running;
    }

    private void share(Page page) {
        if (page instanceof Page.Gone gone) {
            recent.startAfter(gone.restart().version().number());
            followers.forEach(Follower::stop);
            rest(gone.restart());
            return;
        }
        var changes = (Page.Changes) page;
        if (!changes.changes().isEmpty()) {
            recent.append(new Batch(changes.next().epoch(), changes.changes()));
            followers.forEach(Follower::wake);
        }
        rest(changes.next());
    }

    /** Lets changes come together while many clients are written to; a few are told of each at once. */
    private void rest(Cursor last) {
        awaitChange(last, Math.min(MOST_MICROS, followers.size() * MICROS_PER_FOLLOWER));
    }

    private void retry(Cursor last) {
        awaitChange(last, RETRY_MICROS);
    }

    private void awaitChange(Cursor last, long micros) {
        if (closed) {
            return;
        }
        if (micros < LEAST_MICROS) {
            awaitChange(last);
        } else {
            var unused = timer.schedule(() -> awaitChange(last), micros, TimeUnit.MICROSECONDS);
        }
    }

    /** Returns how many follow. */
    public int followers() {
        return followers.size();
    }

    /** Ends all streams in good order; nobody is admitted any more. Repeatable. */
    @Override
    public void close() {
        closed = true;
        beating.cancel(false);
        followers.forEach(Follower::stop);
    }
}
