package dev.ducksheet.queue.redis;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.WorkbookMirror;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a process hears that does not write: a thread of its own reads {@code response_duck} and {@code outcome_duck} on
 * a connection of its own into memory, and looks each second whether the writer began another history. Thread-safe.
 */
final class RedisMirror implements WorkbookMirror {
    private static final System.Logger LOG = System.getLogger(RedisMirror.class.getName());
    private static final long BLOCK = 500;
    private static final long PAUSE = 250;
    private static final int COUNT = 500;
    private static final int OUTCOMES = 10_000;

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final Map<UpdateId, Outcome> outcomes = new LinkedHashMap<>();
    private final Set<BiConsumer<UpdateId, Outcome>> listeners = ConcurrentHashMap.newKeySet();
    private final Feed feed;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "ducksheet-mirror");
    private volatile @Nullable Catalog catalog;
    private volatile @Nullable Cursor head;
    private volatile String writer = "";
    private String catalogText = "";
    private volatile @Nullable List<ApiKey> apiKeys;
    private String apiKeysText = "";
    private String lastChange = "0-0";
    private String lastOutcome = "0-0";

    RedisMirror(Connections connections, RedisSettings settings) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.feed = new Feed(settings.feedLength());
        thread.setDaemon(true);
    }

    /** Reads what there is, then goes on on the thread. */
    void start() {
        try {
            lookAtState();
            readAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.start();
    }

    ChangeFeed feed() {
        return feed;
    }

    @Override
    public Catalog catalog() {
        var known = catalog;
        if (known == null) {
            throw new PortUnavailableException("no server has served this workbook on this Redis yet; start one with"
                    + " 'ducksheet serve --workbook FILE --queue …'");
        }
        return known;
    }

    @Override
    public List<ApiKey> keys() {
        var known = apiKeys;
        if (known == null) {
            throw new PortUnavailableException("no server has told its keys on this Redis yet; start one with"
                    + " 'ducksheet serve --workbook FILE --queue …'");
        }
        return known;
    }

    @Override
    public Cursor head() {
        var known = head;
        if (known == null) {
            throw new PortUnavailableException("no server has served this workbook on this Redis yet; start one with"
                    + " 'ducksheet serve --workbook FILE --queue …'");
        }
        return known;
    }

    @Override
    public Optional<Outcome> outcome(UpdateId id) {
        synchronized (outcomes) {
            return Optional.ofNullable(outcomes.get(id));
        }
    }

    @Override
    public void listen(BiConsumer<UpdateId, Outcome> listener) {
        listeners.add(listener);
    }

    @Override
    public URI writer() {
        if (writer.isEmpty()) {
            throw new PortUnavailableException("nobody writes this workbook at the moment; start its server");
        }
        return URI.create(writer);
    }

    private void run() {
        boolean away = false;
        while (closing.getCount() > 0) {
            try (var link = connections.connect()) {
                while (closing.getCount() > 0) {
                    lookAtState();
                    read(link);
                    if (away) {
                        LOG.log(Level.INFO, "changes are heard again");
                    }
                    away = false;
                }
            } catch (PortUnavailableException e) {
                if (!away) {
                    LOG.log(Level.WARNING, "changes are not heard; trying again: {0}", e.getMessage());
                }
                away = true;
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "what the writer tells met a bug; trying again", e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            var unused = closing.await(PAUSE, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads who writes, which history, and which sheets. */
    private void lookAtState() throws InterruptedException {
        long millis = settings.timeout().toMillis() + PAUSE;
        var commands = connections.shared();
        var url = commands.hget(keys.lease(), "url");
        var state = commands.hmget(keys.state(), "epoch", "version");
        var sheets = commands.get(keys.catalog());
        var secrets = commands.get(keys.apiKeys());
        var at = Failures.await(url, millis);
        writer = at == null ? "" : at;
        var known = Failures.await(state, millis);
        hear(Failures.await(sheets, millis));
        hearKeys(Failures.await(secrets, millis));
        known.get(0).ifHasValue(epoch -> {
            var heard = head;
            if (heard == null || !heard.epoch().equals(epoch)) {
                lastChange = "0-0";
                feed.restart();
                head = new Cursor(epoch, Version.ZERO);
            }
        });
    }

    private void hear(@Nullable String sheets) {
        if (sheets != null && !sheets.equals(catalogText)) {
            catalog = CatalogCodec.decode(sheets);
            catalogText = sheets;
        }
    }

    private void hearKeys(@Nullable String text) {
        if (text != null && !text.equals(apiKeysText)) {
            apiKeys = KeyCodec.decode(text);
            apiKeysText = text;
        }
    }

    /** Whoever hears of a change of the tables or rollups asks for them by their new names at once. */
    private void lookAtSheets(List<Change> changes) throws InterruptedException {
        if (changes.stream().map(Change::event).anyMatch(Event::isOfSheets)) {
            hear(Failures.await(
                    connections.shared().get(keys.catalog()), settings.timeout().toMillis() + PAUSE));
        }
    }

    /** Reads without waiting until nothing more is there. */
    private void readAll() throws InterruptedException {
        boolean more = true;
        while (more) {
            var messages = Failures.await(
                    connections.shared().xread(new XReadArgs().count(COUNT), offsets()),
                    settings.timeout().toMillis());
            take(messages);
            more = !messages.isEmpty();
        }
    }

    private void read(Connections.Link link) throws InterruptedException {
        take(Failures.await(
                link.commands().xread(new XReadArgs().count(COUNT).block(BLOCK), offsets()),
                BLOCK + settings.timeout().toMillis()));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Lettuce takes the streams as an array of a generic type
    private StreamOffset<String>[] offsets() {
        return new StreamOffset[] {
            StreamOffset.from(keys.responses(), lastChange), StreamOffset.from(keys.outcomes(), lastOutcome)
        };
    }

    private void take(List<StreamMessage<String, String>> messages) throws InterruptedException {
        var changes = new ArrayList<Change>();
        var change = lastChange;
        var outcome = lastOutcome;
        for (var message : messages) {
            if (message.getStream().equals(keys.responses())) {
                change = message.getId();
                changed(message).ifPresent(changes::add);
            } else {
                outcome = message.getId();
            }
        }
        lookAtSheets(changes); // if Redis is away for that, all of it is read again
        lastChange = change;
        lastOutcome = outcome;
        publish(changes);
        changes.forEach(it -> heard(
                it.updateId(),
                new Outcome.Applied(
                        it.updateId(), it.version(), it.sheet(), it.column(), it.rowsChanged(), it.event())));
        messages.stream()
                .filter(message -> message.getStream().equals(keys.outcomes()))
                .forEach(this::decided);
    }

    private void publish(List<Change> changes) {
        var known = head;
        if (!changes.isEmpty() && known != null) {
            feed.keep(changes);
            head = new Cursor(known.epoch(), changes.get(changes.size() - 1).version());
            feed.wake();
        }
    }

    /** A change of a history that is not known yet is read again when it is. */
    private Optional<Change> changed(StreamMessage<String, String> message) {
        var known = head;
        var fields = message.getBody();
        if (known == null || !known.epoch().equals(fields.get("epoch"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(ChangeCodec.decode(fields.getOrDefault("data", "")));
        } catch (UndecodableException e) {
            LOG.log(
                    Level.ERROR,
                    "entry {0} of {1} cannot be read: {2}",
                    message.getId(),
                    keys.responses(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void decided(StreamMessage<String, String> message) {
        var fields = message.getBody();
        try {
            UpdateId.parse(fields.getOrDefault("id", ""))
                    .ifPresent(id -> heard(id, OutcomeCodec.decode(fields.getOrDefault("data", ""))));
        } catch (UndecodableException e) {
            LOG.log(
                    Level.ERROR,
                    "entry {0} of {1} cannot be read: {2}",
                    message.getId(),
                    keys.outcomes(),
                    e.getMessage());
        }
    }

    private void heard(UpdateId id, Outcome outcome) {
        synchronized (outcomes) {
            outcomes.put(id, outcome);
            if (outcomes.size() > OUTCOMES) {
                var eldest = outcomes.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
        listeners.forEach(listener -> listener.accept(id, outcome));
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /** The newest changes that were heard; another history begins a new ring. Nobody but the mirror publishes. */
    private static final class Feed implements ChangeFeed {
        private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
        private final int length;
        private volatile InProcessChangeFeed ring;

        Feed(int length) {
            this.length = length;
            this.ring = new InProcessChangeFeed(length);
        }

        void restart() {
            ring.close();
            ring = new InProcessChangeFeed(length);
        }

        void keep(List<Change> changes) {
            ring.publish(changes);
        }

        void wake() {
            listeners.forEach(Listener::wake);
        }

        @Override
        public void publish(List<Change> changes) {
            throw new IllegalStateException("only the one who writes a workbook publishes");
        }

        @Override
        public Optional<List<Change>> after(Version since, int limit) {
            return ring.after(since, limit);
        }

        @Override
        public Subscription subscribe(Runnable wakeUp) {
            var listener = new Listener(wakeUp);
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public void close() {
            ring.close();
            listeners.clear();
        }
    }

    /** One registration; known by identity. */
    private static final class Listener {
        private final Runnable wakeUp;

        Listener(Runnable wakeUp) {
            this.wakeUp = wakeUp;
        }

        void wake() {
            try {
                wakeUp.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener of the feed failed", e);
            }
        }
    }
}
