package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.WebhookLog;
import dev.ducksheet.core.port.out.WorkbookStore;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Delivers what is committed: has a {@link DeliveryLane} on a thread of its own for each webhook that is enabled, and
 * hands on to the writer what became of messages.
 *
 * <p>The change log is the outbox: a message is made of a version when it is its turn, so that an edit pays nothing for
 * webhooks, and what was committed is delivered whatever happens after that. Thread-safe.
 */
final class Deliverer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Deliverer.class.getName());
    private static final long TICK_MILLIS = 1000;
    private static final long PATIENCE_MILLIS = 5000;

    private final WorkbookStore store;
    private final ChangeFeed feed;
    private final Outbound outbound;
    private final Courier courier;
    private final DeliveryReports reports;
    private final Clock clock;
    private final RandomGenerator random;
    private final BiConsumer<UpdateId, String> disabling;
    private final Map<UpdateId, Running> lanes = new HashMap<>();
    private final Thread thread = new Thread(this::run, "ducksheet-webhooks");
    private Optional<ChangeFeed.Subscription> subscription = Optional.empty();
    private final Semaphore calls = new Semaphore(1);
    private volatile boolean areOthers = true;
    private boolean closed;
    private long noticed;

    /** A lane with its thread. */
    private record Running(DeliveryLane lane, Thread thread) {}

    /**
     * Makes a deliverer that does nothing yet.
     *
     * @param disabling asks the writer to disable a webhook, and why
     */
    Deliverer(
            WorkbookStore store,
            ChangeFeed feed,
            Outbound outbound,
            Courier courier,
            DeliveryReports reports,
            Clock clock,
            RandomGenerator random,
            BiConsumer<UpdateId, String> disabling) {
        this.store = store;
        this.feed = feed;
        this.outbound = outbound;
        this.courier = courier;
        this.reports = reports;
        this.clock = clock;
        this.random = random;
        this.disabling = disabling;
        thread.setDaemon(true);
    }

    /** Begins to deliver, if this process does. */
    void start() {
        if (outbound.delivers()) {
            noticed = store.lastNotice();
            subscription = Optional.of(feed.subscribe(this::wakeLanes));
            thread.start();
        }
    }

    /** Says that webhooks, or what they are to be sent, are others now. Does not wait. */
    void changed() {
        areOthers = true;
        calls.release();
    }

    private synchronized void wakeLanes() {
        lanes.values().forEach(it -> it.lane().wake());
    }

    private void run() {
        while (awaitTick()) {
            try {
                reports.tick();
            } catch (PortUnavailableException e) {
                LOG.log(Level.DEBUG, "what became of messages is kept later: {0}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "webhooks met a bug", e);
            }
        }
    }

    private boolean awaitTick() {
        try {
            var unused = calls.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS);
            calls.drainPermits();
        } catch (InterruptedException e) {
            return false;
        }
        return look();
    }

    /** Looks whether anything is another now; says whether to go on. */
    private synchronized boolean look() {
        if (closed) {
            return false;
        }
        try {
            if (areOthers) {
                areOthers = false;
                match(store.webhooks());
            }
            if (store.lastNotice() > noticed) {
                noticed = store.lastNotice();
                wakeLanes();
            }
        } catch (PortUnavailableException e) {
            areOthers = true;
        }
        return true;
    }

    /** Has a lane for each webhook that is enabled, and for no other. */
    private void match(List<Webhook> webhooks) {
        var enabled = new HashMap<UpdateId, Webhook>();
        webhooks.stream().filter(Webhook::isEnabled).forEach(it -> enabled.put(it.id(), it));
        lanes.entrySet().removeIf(entry -> {
            boolean ends = !enabled.containsKey(entry.getKey())
                    || !entry.getValue().thread().isAlive();
            if (ends) {
                entry.getValue().lane().stop();
            } else {
                entry.getValue().lane().lookAgain();
            }
            return ends;
        });
        enabled.keySet().forEach(id -> lanes.computeIfAbsent(id, this::running));
    }

    private Running running(UpdateId id) {
        var lane = new DeliveryLane(id, this);
        var laneThread = new Thread(lane, "ducksheet-webhook-" + id);
        laneThread.setDaemon(true);
        laneThread.start();
        return new Running(lane, laneThread);
    }

    /** Returns how many messages wait for another attempt. */
    synchronized long waiting() {
        return lanes.values().stream().mapToLong(it -> it.lane().size()).sum();
    }

    DeliveryReports reports() {
        return reports;
    }

    Courier courier() {
        return courier;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Catalog catalog() {
        return store.catalog();
    }

    Cursor head() {
        return store.head();
    }

    long lastNotice() {
        return store.lastNotice();
    }

    Optional<Webhook> webhook(UpdateId id) {
        return store.webhooks().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** Returns the changes after a version that are retained, the newest from memory. */
    List<Change> after(Version since, int limit) {
        return feed.after(since, limit).orElseGet(() -> new StoredHistory(store).after(since, limit));
    }

    Version oldestRetained() {
        try (var snapshot = store.snapshot()) {
            return snapshot.oldestRetained();
        }
    }

    <T> T reading(Function<WebhookLog, T> reading) {
        try (var snapshot = store.snapshot()) {
            return reading.apply(snapshot.webhooks());
        }
    }

    /** Returns how long to wait after so many attempts, or nothing if there is no other. */
    Optional<Duration> pause(int tries, Optional<Duration> asked) {
        return outbound.schedule().pause(tries, asked, random);
    }

    void disable(UpdateId webhook, String why) {
        LOG.log(Level.WARNING, "webhook {0} is disabled: {1}", webhook, why);
        disabling.accept(webhook, why);
    }

    /** Ends what is under way and hands on what became of the rest; before the queue is closed. Repeatable. */
    @Override
    public void close() {
        stop();
        outbound.sender().close();
        lanes().forEach(it -> join(it.thread()));
        join(thread);
        try {
            reports.leave();
        } catch (PortUnavailableException e) {
            LOG.log(Level.DEBUG, "messages are sent once more by the next server: {0}", e.getMessage());
        }
    }

    private synchronized void stop() {
        closed = true;
        subscription.ifPresent(ChangeFeed.Subscription::close);
        lanes.values().forEach(it -> it.lane().stop());
        calls.release();
    }

    private synchronized List<Running> lanes() {
        return List.copyOf(lanes.values());
    }

    private static void join(Thread thread) {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
