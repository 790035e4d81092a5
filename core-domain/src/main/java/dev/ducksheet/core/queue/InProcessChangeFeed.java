package dev.ducksheet.core.queue;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The change feed of one process: a ring of the newest changes, in memory. Thread-safe. */
public final class InProcessChangeFeed implements ChangeFeed {
    private static final System.Logger LOG = System.getLogger(InProcessChangeFeed.class.getName());

    private final Change[] ring;
    private final Tracing tracing;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final ExecutorService waker = Executors.newSingleThreadExecutor(InProcessChangeFeed::thread);
    private long first = 1;
    private long last;

    /** Keeps the newest {@code capacity} changes. */
    public InProcessChangeFeed(int capacity) {
        this(capacity, Tracing.NONE);
    }

    /**
     * Keeps the newest {@code capacity} changes.
     *
     * @param tracing is told what was published
     */
    public InProcessChangeFeed(int capacity, Tracing tracing) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a feed needs a capacity of at least 1, not " + capacity);
        }
        this.ring = new Change[capacity];
        this.tracing = tracing;
    }

    @Override
    public synchronized void publish(List<Change> changes) {
        changes.forEach(this::keep);
        if (!changes.isEmpty()) {
            tracing.published(changes.get(changes.size() - 1).version());
        }
        if (!changes.isEmpty() && !waker.isShutdown() && waking.compareAndSet(false, true)) {
            waker.execute(this::wake);
        }
    }

    /** Keeps a change that follows; one after a gap begins the ring anew, so that the ring has none. */
    private void keep(Change change) {
        long version = change.version().number();
        if (version <= last) {
            return;
        }
        if (version != last + 1) {
            first = version;
        }
        last = version;
        first = Math.max(first, last - ring.length + 1);
        ring[(int) (version % ring.length)] = change;
    }

    @Override
    public synchronized Optional<List<Change>> after(Version since, int limit) {
        long from = since.number() + 1;
        if (from < first || from > last) {
            return Optional.empty();
        }
        long to = Math.min(last, from + limit - 1);
        var changes = new ArrayList<Change>((int) (to - from + 1));
        for (long version = from; version <= to; version++) {
            changes.add(ring[(int) (version % ring.length)]);
        }
        return Optional.of(changes);
    }

    @Override
    public Subscription subscribe(Runnable wakeUp) {
        var listener = new Listener(wakeUp);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void wake() {
        waking.set(false); // before the listeners look, so that a later publication wakes them again
        listeners.forEach(Listener::wake);
    }

    @Override
    public synchronized void close() {
        waker.shutdown();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "ducksheet-feed");
        thread.setDaemon(true);
        return thread;
    }

    /** One registration; the same wake-up may be registered twice. */
    private static final class Listener {
        private final Runnable wakeUp;

        Listener(Runnable wakeUp) {
            this.wakeUp = wakeUp;
        }

        void wake() {
            try {
                wakeUp.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "a listener of the feed failed", e);
            }
        }
    }
}
