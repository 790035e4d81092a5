package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.KeyUse;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The update log and the idempotency keys in the file. */
final class UpdateLog {
    /** So many changes are written as text by one thread at a time. */
    private static final int PART = 512;

    private final Session session;

    UpdateLog(Session session) {
        this.session = session;
    }

    void append(List<Decision> decisions, LogWords words) throws SQLException {
        var changes = changes(decisions, words);
        try (var log = session.appender("ducksheet", "update_log")) {
            for (int i = 0; i < decisions.size(); i++) {
                LogEntry.append(log, decisions.get(i), changes.get(i), words);
            }
            log.flush();
        }
        words.save(session);
        appendKeys(decisions);
    }

    /** Returns the text of each decision's change, null for those that changed nothing; all processors write. */
    private static List<@Nullable String> changes(List<Decision> decisions, LogWords words) {
        int parts = (decisions.size() + PART - 1) / PART;
        return IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> decisions.subList(part * PART, Math.min((part + 1) * PART, decisions.size())))
                .flatMap(part -> texts(part, words).stream())
                .toList();
    }

    private static List<@Nullable String> texts(List<Decision> decisions, LogWords words) {
        var texts = new ArrayList<@Nullable String>(decisions.size());
        try (var writer = new CellJson.Texts()) {
            for (var decision : decisions) {
                texts.add(
                        decision instanceof Decision.Changed changed
                                ? writer.text(json ->
                                        LogJson.write(json, changed.change().rows(), words))
                                : null);
            }
        }
        return texts;
    }

    /** Keeps the first use of each key. */
    private void appendKeys(List<Decision> decisions) throws SQLException {
        var uses = new LinkedHashMap<String, Decision>();
        decisions.forEach(
                decision -> LogEntry.key(decision.request()).ifPresent(key -> uses.putIfAbsent(key.key(), decision)));
        if (uses.isEmpty()) {
            return;
        }
        var first = List.copyOf(uses.values());
        var keys = first.stream()
                .map(decision -> LogEntry.key(decision.request()).orElseThrow())
                .toList();
        session.update(
                Sql.of("""
                        INSERT INTO workbook.ducksheet.idempotency_key
                        SELECT c0, c1, CAST(c2 AS UUID), make_timestamp(c3) FROM %s
                        ON CONFLICT DO NOTHING""".formatted(Staging.TABLE)),
                Staged.of(
                        first.size(),
                        Staged.texts(keys.stream().map(Idempotency.Keyed::key).toList()),
                        Staged.texts(keys.stream()
                                .map(Idempotency.Keyed::fingerprint)
                                .toList()),
                        Staged.texts(first.stream()
                                .map(decision -> decision.request().id().toString())
                                .toList()),
                        Staged.longs(first.stream()
                                .mapToLong(decision -> micros(decision.at()))
                                .toArray())));
    }

    private static long micros(Instant at) {
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    /** Returns the outcomes of those requests that are in the log. The ids are ordered by time, and so is the log. */
    Map<UpdateId, Outcome> outcomes(Collection<UpdateId> ids) throws SQLException {
        var outcomes = new HashMap<UpdateId, Outcome>();
        if (ids.isEmpty()) {
            return outcomes;
        }
        var least = Collections.min(ids, LoggedIds.BY_BITS).toString();
        var greatest = Collections.max(ids, LoggedIds.BY_BITS).toString();
        if (!hasBetween(least, greatest)) {
            return outcomes;
        }
        var texts = ids.stream().map(UpdateId::toString).toList();
        var sql = Sql.of("""
                SELECT %s FROM %s JOIN %s s ON l.update_id = CAST(s.c0 AS UUID)
                WHERE l.update_id BETWEEN CAST(? AS UUID) AND CAST(? AS UUID)""".formatted(LogEntry.COLUMNS, LogEntry.TABLES, Staging.TABLE), least, greatest);
        var repeated = new HashMap<UpdateId, UpdateId>();
        try (var rows = session.query(sql, Staged.of(texts.size(), Staged.texts(texts)))) {
            while (rows.next()) {
                var reader = new LogEntry.Reader(rows, 0);
                for (int i = 0; i < rows.size(); i++) {
                    var id = reader.id(i);
                    var first = reader.repeated(i);
                    if (first.isPresent()) {
                        repeated.put(id, first.get());
                    } else {
                        outcomes.put(id, reader.outcome(i));
                    }
                }
            }
        }
        return withRepeated(outcomes, repeated);
    }

    /** Adds the outcomes of requests that repeat others, which repeat none. */
    private Map<UpdateId, Outcome> withRepeated(Map<UpdateId, Outcome> outcomes, Map<UpdateId, UpdateId> repeated)
            throws SQLException {
        var firsts = outcomes(Set.copyOf(repeated.values()));
        repeated.forEach((id, first) -> {
            var outcome = firsts.get(first);
            if (outcome != null) {
                outcomes.put(id, outcome);
            }
        });
        return outcomes;
    }

    /** Says whether anything was decided between two ids: for new requests hardly ever, and zone maps say so at once. */
    private boolean hasBetween(String least, String greatest) throws SQLException {
        var sql = Sql.of("""
                SELECT 1 FROM workbook.ducksheet.update_log
                WHERE update_id BETWEEN CAST(? AS UUID) AND CAST(? AS UUID) LIMIT 1""", least, greatest);
        try (var rows = session.query(sql)) {
            return rows.next();
        }
    }

    Map<String, KeyUse> uses(Collection<String> keys) throws SQLException {
        var uses = new HashMap<String, KeyUse>();
        if (keys.isEmpty()) {
            return uses;
        }
        var sql = Sql.of("""
                SELECT k.key, k.fingerprint, %s FROM %s
                JOIN workbook.ducksheet.idempotency_key k ON l.update_id = k.update_id
                JOIN %s s ON k.key = s.c0""".formatted(LogEntry.COLUMNS, LogEntry.TABLES, Staging.TABLE));
        try (var rows = session.query(sql, Staged.of(keys.size(), Staged.texts(List.copyOf(keys))))) {
            while (rows.next()) {
                var reader = new LogEntry.Reader(rows, 2);
                for (int i = 0; i < rows.size(); i++) {
                    uses.put(
                            Cells.text(rows.column(0), i),
                            new KeyUse(Cells.text(rows.column(1), i), reader.outcome(i)));
                }
            }
        }
        return uses;
    }

    /** Returns the changes after {@code since}, empty if the next one is not retained. */
    List<Change> changes(Version since, int limit) throws SQLException {
        var changes = new ArrayList<Change>();
        var shapes = LogWords.shapes(session);
        var sql = Sql.of(
                """
                SELECT %s, l.changes FROM %s
                WHERE l.version > CAST(? AS BIGINT) AND l.version <= CAST(? AS BIGINT)
                ORDER BY l.version""".formatted(LogEntry.COLUMNS, LogEntry.TABLES),
                since.number(),
                limit > Long.MAX_VALUE - since.number() ? Long.MAX_VALUE : since.number() + limit);
        try (var rows = session.query(sql)) {
            while (rows.next()) {
                var reader = new LogEntry.Reader(rows, 0);
                for (int i = 0; i < rows.size(); i++) {
                    changes.add(reader.change(i, Cells.text(rows.column(9), i), shapes));
                }
            }
        }
        boolean consecutive = !changes.isEmpty() && changes.get(0).version().equals(since.next());
        return consecutive ? changes : List.of();
    }

    /** Forgets keys that were used before {@code at}. */
    void purgeKeys(Instant at) throws SQLException {
        session.update(Sql.of(
                "DELETE FROM workbook.ducksheet.idempotency_key WHERE decided_at < CAST(? AS TIMESTAMP)",
                LocalDateTime.ofInstant(at, ZoneOffset.UTC)));
    }

    /** Forgets what was decided before {@code at}, the versions without a gap. */
    void purge(Instant at) throws SQLException {
        var before = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        session.update(Sql.of("""
                UPDATE workbook.ducksheet.state SET oldest_retained = coalesce(
                  (SELECT min(version) FROM workbook.ducksheet.update_log WHERE decided_at >= CAST(? AS TIMESTAMP)),
                  state.version + 1)""", before));
        session.update(Sql.of("""
                DELETE FROM workbook.ducksheet.update_log
                WHERE decided_at < CAST(? AS TIMESTAMP)
                  AND coalesce(version, 0) < (SELECT oldest_retained FROM workbook.ducksheet.state)""", before));
    }
}
