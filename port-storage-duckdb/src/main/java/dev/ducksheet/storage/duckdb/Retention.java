package dev.ducksheet.storage.duckdb;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Forgets old idempotency keys and log rows, now and then, by the clock of the decisions. Used by the writer alone. */
final class Retention {
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Duration keys;
    private final Optional<Duration> log;
    private Instant next = Instant.MIN;

    Retention(Duration keys, Optional<Duration> log) {
        this.keys = keys;
        this.log = log;
    }

    /** Says whether it was time to purge. */
    boolean purge(UpdateLog updateLog, Instant now) throws SQLException {
        if (now.isBefore(next)) {
            return false;
        }
        updateLog.purgeKeys(now.minus(keys));
        if (log.isPresent()) {
            updateLog.purge(now.minus(log.get()));
        }
        next = now.plus(INTERVAL);
        return true;
    }
}
