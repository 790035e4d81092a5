package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.storage.duckdb.DuckDbSettings.History;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Forgets old idempotency keys, images and log rows, now and then, by the clock and the versions of the decisions. Used by
 * the writer alone.
 */
final class Retention {
    private static final Duration INTERVAL = Duration.ofHours(1);

    /** What is beyond the number of versions to keep grows by a tenth of it, and at least so much, before it is forgotten. */
    private static final long LEAST_VERSIONS = 1000;

    private final Duration keys;
    private final Optional<Duration> log;
    private final History history;
    private Instant next = Instant.MIN;
    private long nextVersion;

    Retention(Duration keys, Optional<Duration> log, History history) {
        this.keys = keys;
        this.log = log;
        this.history = history;
    }

    /** Says whether it was time to purge. */
    boolean purge(UpdateLog updateLog, Instant now, Version version) throws SQLException {
        if (now.isBefore(next) && version.number() < nextVersion) {
            return false;
        }
        updateLog.purgeKeys(now.minus(keys));
        if (log.isPresent()) {
            updateLog.purge(now.minus(log.get()), version);
        }
        updateLog.purgeImages(now.minus(history.age()), version, history.versions());
        next = now.plus(INTERVAL);
        nextVersion = history.versions() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : version.number() + Math.max(LEAST_VERSIONS, history.versions() / 10);
        return true;
    }
}
