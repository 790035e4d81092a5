package dev.ducksheet.queue.redis;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The stream {@code response_duck} in Redis as the one writer keeps it: who reads in this process reads from a ring in
 * memory, and a thread of its own brings to Redis what Redis has not, from the ring or from the store's change log. So
 * a Redis that is away delays nobody here, and misses nothing.
 *
 * <p>Thread-safe.
 */
final class RedisChangeFeed implements ChangeFeed {
    private static final System.Logger LOG = System.getLogger(RedisChangeFeed.class.getName());
    private static final int BATCH = 256;
    private static final int BATCH_CHARACTERS = 1 << 20;
    private static final long PAUSE = 250;
    private static final int TIMED = 1024;
    private static final long DRAIN = TimeUnit.SECONDS.toNanos(2);

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final Lease lease;
    private final Telemetry telemetry;
    private final InProcessChangeFeed ring;
    private final Thread publisher = new Thread(this::run, "ducksheet-publisher");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<Commit> unpublished = new ArrayDeque<>();
    private @Nullable Origin origin;
    private @Nullable Catalog told;
    private @Nullable List<ApiKey> toldKeys;
    private boolean keysChanged;
    private String epoch = "";
    private long head;
    private long published;
    private boolean begun;
    private boolean running;
    private boolean closed;

    RedisChangeFeed(Connections connections, RedisSettings settings, Lease lease, Telemetry telemetry) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.lease = lease;
        this.telemetry = telemetry;
        this.ring = new InProcessChangeFeed(settings.feedLength());
        publisher.setDaemon(true);
    }

    @Override
    public boolean isAheadOf(Cursor store) {
        try {
            var state = await(connections.shared().hget(keys.state(), "epoch"));
            var newest = await(connections.shared().xrevrange(keys.responses(), Range.unbounded(), Limit.create(0, 1)));
            return store.epoch().equals(state)
                    && !newest.isEmpty()
                    && EntryId.parse(newest.get(0).getId()).time()
                            > store.version().number();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while reading the feed", e);
        }
    }

    @Override
    public void begin(Cursor at, Origin from) {
        lock.lock();
        try {
            epoch = at.epoch();
            head = at.version().number();
            origin = from;
            start();
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        if (!running && !closed) {
            running = true;
            publisher.start();
        }
        moved.signalAll();
    }

    /** Finds out anew what Redis has, for it may have lost something. */
    void beginAgain() {
        lock.lock();
        try {
            begun = false;
            told = null;
            toldKeys = null;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void publish(List<Change> changes) {
        ring.publish(changes);
        if (changes.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            head = Math.max(head, changes.get(changes.size() - 1).version().number());
            note(new Commit(head, System.nanoTime()));
            start();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void keysChanged() {
        lock.lock();
        try {
            keysChanged = true;
            start();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest wait longest; while Redis is away for long, the newest are not timed. */
    private void note(Commit commit) {
        if (unpublished.size() < TIMED) {
            unpublished.add(commit);
        }
    }

    @Override
    public Optional<List<Change>> after(Version since, int limit) {
        return ring.after(since, limit);
    }

    @Override
    public Subscription subscribe(Runnable wakeUp) {
        return ring.subscribe(wakeUp);
    }

    private void run() {
        boolean away = false;
        while (awaitWork()) {
            try {
                publishSome();
                if (away) {
                    LOG.log(Level.INFO, "{0} is published to again", keys.responses());
                }
                away = false;
            } catch (PortUnavailableException e) {
                lease.noteOvertaken(e);
                lease.renew();
                if (!away) {
                    LOG.log(
                            Level.WARNING,
                            "{0} cannot be published to; trying again: {1}",
                            keys.responses(),
                            e.getMessage());
                }
                away = true;
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a publication met a bug; trying again", e);
                pause();
            }
        }
    }

    /** Waits until Redis lacks something; says whether to go on. */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (begun && published >= head && !keysChanged && !closed) {
                moved.awaitUninterruptibly();
            }
            return !lease.isOvertaken() && !(closed && begun && published >= head && !keysChanged);
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            begun = false; // Redis may have come back with less than it had
            told = null;
            toldKeys = null;
            long left = TimeUnit.MILLISECONDS.toNanos(PAUSE);
            while (left > 0 && !closed) {
                left = moved.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void publishSome() throws InterruptedException {
        long from = where();
        tellCatalog();
        tellKeys();
        if (from < 0) {
            return;
        }
        var since = new Version(from);
        var changes = ring.after(since, BATCH).orElseGet(() -> fromOrigin(since));
        if (changes.isEmpty()) {
            skipTo(head());
            return;
        }
        noteNewest(send(changes));
    }

    /** Returns the version after which Redis lacks changes; asks Redis if that is not known. */
    private long where() throws InterruptedException {
        boolean known;
        long newest;
        String name;
        lock.lock();
        try {
            known = begun;
            newest = published;
            name = epoch;
        } finally {
            lock.unlock();
        }
        if (known) {
            return newest < head() ? newest : -1;
        }
        long inRedis = EntryId.parse(await(connections
                        .shared()
                        .<String>eval(
                                Scripts.BEGIN,
                                ScriptOutputType.VALUE,
                                new String[] {keys.lease(), keys.state(), keys.responses()},
                                lease.token(),
                                name,
                                Long.toString(head()))))
                .time();
        long from = Math.max(inRedis, head() - settings.feedLength());
        noteNewest(from);
        return from < head() ? from : -1;
    }

    private List<Change> fromOrigin(Version since) {
        var from = origin();
        return from == null ? List.of() : from.after(since, BATCH);
    }

    private @Nullable Origin origin() {
        lock.lock();
        try {
            return origin;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the sheets before what was changed in them. */
    private void tellCatalog() throws InterruptedException {
        var from = origin();
        if (from == null) {
            return;
        }
        var catalog = from.catalog();
        if (catalog != told) {
            tell(keys.catalog(), CatalogCodec.encode(catalog));
            told = catalog;
        }
    }

    private void tellKeys() throws InterruptedException {
        var from = origin();
        if (from == null) {
            return;
        }
        noteKeysTold();
        var present = from.keys();
        if (present != toldKeys) {
            tell(keys.apiKeys(), KeyCodec.encode(present));
            toldKeys = present;
        }
    }

    /** Noted before they are looked at: what changes meanwhile is told the next time. */
    private void noteKeysTold() {
        lock.lock();
        try {
            keysChanged = false;
        } finally {
            lock.unlock();
        }
    }

    private void tell(String key, String json) throws InterruptedException {
        var unused = await(connections
                .shared()
                .<String>eval(
                        Scripts.TELL, ScriptOutputType.STATUS, new String[] {keys.lease(), key}, lease.token(), json));
    }

    private long head() {
        lock.lock();
        try {
            return head;
        } finally {
            lock.unlock();
        }
    }

    private void noteNewest(long version) {
        lock.lock();
        try {
            begun = true;
            published = version;
            telemetry.tracing().published(new Version(version));
            while (!unpublished.isEmpty() && unpublished.element().version() <= version) {
                telemetry.published(Duration.ofNanos(
                        System.nanoTime() - unpublished.remove().at()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Neither the ring nor the log has what follows: it was forgotten by both. */
    private void skipTo(long version) {
        LOG.log(Level.WARNING, "changes up to {0} are no longer kept and not published", version);
        noteNewest(version);
    }

    private long send(List<Change> changes) throws InterruptedException {
        var arguments = new ArrayList<>(List.of(lease.token(), epoch, Integer.toString(settings.feedLength())));
        int characters = 0;
        for (var change : changes) {
            String data = ChangeCodec.encode(change);
            characters += data.length();
            arguments.add(change.version().toString());
            arguments.add(data);
            if (characters > BATCH_CHARACTERS) {
                break;
            }
        }
        return await(connections
                .shared()
                .<Long>eval(
                        Scripts.PUBLISH,
                        ScriptOutputType.INTEGER,
                        new String[] {keys.lease(), keys.state(), keys.responses()},
                        arguments.toArray(String[]::new)));
    }

    /** Until which version something was committed, and when, by {@link System#nanoTime}. */
    private record Commit(long version, long at) {}

    private <T> T await(Future<T> answer) throws InterruptedException {
        return Failures.await(answer, settings.timeout().toMillis() + PAUSE);
    }

    /** Publishes what is left, as long as Redis is there, and ends the wake-ups. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        ring.close();
        try {
            publisher.join(TimeUnit.NANOSECONDS.toMillis(DRAIN));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.interrupt();
    }
}
