package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Secret;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.CheckKeys;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The keys, by the hashes of their secrets. A secret is looked up by its whole hash, so that how long it takes tells
 * nothing of how much of it was right. Uses are gathered and handed on about once a minute. Thread-safe.
 */
final class KeyRing implements CheckKeys {
    private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Supplier<List<ApiKey>> keys;
    private final Clock clock;
    private final Consumer<Map<UpdateId, Instant>> notes;
    private final Map<UpdateId, Instant> uses = new ConcurrentHashMap<>();
    private final AtomicLong noted;
    private volatile Index index = new Index(List.of());

    /**
     * Makes the ring of these keys.
     *
     * @param keys cheap; the same list as long as they are the same
     * @param notes is told when keys were used
     */
    KeyRing(Supplier<List<ApiKey>> keys, Clock clock, Consumer<Map<UpdateId, Instant>> notes) {
        this.keys = keys;
        this.clock = clock;
        this.notes = notes;
        this.noted = new AtomicLong(clock.millis());
    }

    @Override
    public Optional<Access> access(String secret) {
        if (!Secret.isOne(secret)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var key = Optional.ofNullable(index().byHash.get(new Secret(secret).hash()))
                .filter(it -> it.isGood(now));
        key.ifPresent(it -> note(it.id(), now));
        return key.map(ApiKey::access);
    }

    @Override
    public boolean isGood(Access access) {
        return UpdateId.parse(access.id())
                .flatMap(id -> Optional.ofNullable(index().byId.get(id)))
                .filter(key -> key.isGood(clock.instant()))
                .isPresent();
    }

    private Index index() {
        var now = keys.get();
        var known = index;
        if (known.keys != now) {
            known = new Index(now);
            index = known;
        }
        return known;
    }

    private void note(UpdateId key, Instant now) {
        uses.put(key, now.truncatedTo(ChronoUnit.MILLIS));
        long last = noted.get();
        if (now.toEpochMilli() - last > PAUSE.toMillis() && noted.compareAndSet(last, now.toEpochMilli())) {
            handOn();
        }
    }

    /** Hands on what was gathered; if the queue takes nothing now, it is kept for the next time. */
    void handOn() {
        var gathered = new HashMap<>(uses);
        if (gathered.isEmpty()) {
            return;
        }
        try {
            notes.accept(gathered);
            gathered.forEach(uses::remove);
        } catch (PortUnavailableException e) {
            LOG.log(Level.DEBUG, "uses of keys are noted later: {0}", e.getMessage());
        }
    }

    /** The keys of one moment. */
    private static final class Index {
        private final List<ApiKey> keys;
        private final Map<String, ApiKey> byHash = new HashMap<>();
        private final Map<UpdateId, ApiKey> byId = new HashMap<>();

        Index(List<ApiKey> keys) {
            this.keys = keys;
            keys.forEach(key -> byHash.put(key.hash(), key));
            keys.forEach(key -> byId.put(key.id(), key));
        }
    }
}
