package dev.ducksheet.storage.duckdb;

import static dev.ducksheet.storage.duckdb.LoggedIds.BY_BITS;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.WorkbookSnapshot.Reshaping;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.duckdb.DuckDBReadableVector;

/** The update log and the idempotency keys in the file. */
final class UpdateLog {
    private final Session session;

    UpdateLog(Session session) {
        this.session = session;
    }

    /** Appends pages that were made with these words. */
    void append(List<LogPage> pages, LogWords words) throws SQLException {
        session.update(LogPage.INSERT, LogPage.staged(pages));
        words.save(session);
        appendKeys(pages.stream().flatMap(page -> page.keyed().stream()).toList());
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

    /** Returns the outcomes of those requests that are in the log. */
    Map<UpdateId, Outcome> outcomes(Collection<UpdateId> ids) throws SQLException {
        var entries = entries(ids);
        var outcomes = new HashMap<UpdateId, Outcome>();
        var repeated = new HashMap<UpdateId, UpdateId>();
        entries.forEach((id, entry) -> entry.repeated()
                .ifPresentOrElse(first -> repeated.put(id, first), () -> outcomes.put(id, entry.outcome())));
        var firsts = repeated.isEmpty() ? Map.<UpdateId, Outcome>of() : outcomes(Set.copyOf(repeated.values()));
        repeated.forEach((id, first) -> {
            var outcome = firsts.get(first);
            if (outcome != null) {
                outcomes.put(id, outcome);
            }
        });
        return outcomes;
    }

    private Map<UpdateId, LogEntry> entries(Collection<UpdateId> ids) throws SQLException {
        var found = new HashMap<UpdateId, LogEntry>();
        var pages = pages(ids);
        if (pages.length == 0) {
            return found;
        }
        var asked = Set.copyOf(ids);
        var words = LogWords.read(session);
        var sql = Sql.of("SELECT " + LogPage.COLUMNS + " FROM workbook.ducksheet.update_log l JOIN " + Staging.TABLE
                + " s ON l.rowid = s.c0");
        try (var rows = session.query(sql, Staged.of(pages.length, Staged.longs(pages)))) {
            LogPage.read(rows, words, false, (entry, at) -> {
                if (asked.contains(entry.id())) {
                    found.put(entry.id(), entry);
                }
                return true;
            });
        }
        return found;
    }

    /** Finds the pages on which any of the ids may be: zone maps leave out those before and after all of them. */
    private long[] pages(Collection<UpdateId> ids) throws SQLException {
        var pages = LongStream.builder();
        if (ids.isEmpty()) {
            return pages.build().toArray();
        }
        var asked = new TreeSet<>(BY_BITS);
        asked.addAll(ids);
        var sql = Sql.of("""
                SELECT rowid, CAST(least_id AS VARCHAR), CAST(greatest_id AS VARCHAR)
                FROM workbook.ducksheet.update_log
                WHERE greatest_id >= CAST(? AS UUID) AND least_id <= CAST(? AS UUID)""", asked.first().toString(), asked.last().toString());
        try (var rows = session.query(sql)) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    var next = asked.ceiling(id(rows.column(1), i));
                    if (next != null && BY_BITS.compare(next, id(rows.column(2), i)) <= 0) {
                        pages.add(rows.column(0).getLong(i));
                    }
                }
            }
        }
        return pages.build().toArray();
    }

    private static UpdateId id(DuckDBReadableVector texts, int row) {
        return UpdateId.parse(Cells.text(texts, row)).orElseThrow();
    }

    Map<String, KeyUse> uses(Collection<String> keys) throws SQLException {
        var uses = new HashMap<String, KeyUse>();
        if (keys.isEmpty()) {
            return uses;
        }
        var known = new ArrayList<Use>();
        var sql = Sql.of("""
                SELECT k.key, k.fingerprint, CAST(k.update_id AS VARCHAR)
                FROM workbook.ducksheet.idempotency_key k JOIN %s s ON k.key = s.c0""".formatted(Staging.TABLE));
        try (var rows = session.query(sql, Staged.of(keys.size(), Staged.texts(List.copyOf(keys))))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    known.add(new Use(
                            Cells.text(rows.column(0), i), Cells.text(rows.column(1), i), id(rows.column(2), i)));
                }
            }
        }
        var outcomes = outcomes(known.stream().map(Use::id).collect(Collectors.toSet()));
        for (var use : known) {
            var outcome = outcomes.get(use.id());
            if (outcome != null) {
                uses.put(use.key(), new KeyUse(use.fingerprint(), outcome));
            }
        }
        return uses;
    }

    /** The request that a key was used for first. */
    private record Use(String key, String fingerprint, UpdateId id) {}

    /** Returns the changes after {@code since}, empty if the next one is not retained. */
    List<Change> changes(Version since, int limit) throws SQLException {
        var changes = new ArrayList<Change>();
        var sql = Sql.of(
                "SELECT " + LogPage.COLUMNS + """
                 FROM workbook.ducksheet.update_log
                WHERE last_version > CAST(? AS BIGINT) AND first_version <= CAST(? AS BIGINT)
                ORDER BY first_version""",
                since.number(),
                limit > Long.MAX_VALUE - since.number() ? Long.MAX_VALUE : since.number() + limit);
        var words = LogWords.read(session);
        try (var pages = session.query(sql)) {
            LogPage.read(pages, words, true, (entry, at) -> {
                if (entry.version() != null && entry.version().isAfter(since)) {
                    changes.add(entry.change(at));
                }
                return changes.size() < limit;
            });
        }
        boolean consecutive = !changes.isEmpty() && changes.get(0).version().equals(since.next());
        return consecutive ? changes : List.of();
    }

    /** Returns a version with all that is kept of it; nothing is of those before {@code oldestImages}. */
    Optional<Past> past(Version version, Version oldestImages) throws SQLException {
        var found = logged(version, 1);
        if (found.isEmpty() || !found.get(0).change().version().equals(version)) {
            return Optional.empty();
        }
        var logged = found.get(0);
        boolean isApart = logged.images().apart().isPresent() && !oldestImages.isAfter(version);
        return Optional.of(
                isApart
                        ? new Past(
                                logged.change(),
                                ImageParts.read(
                                        session,
                                        version,
                                        logged.images().apart().get()))
                        : logged.past(oldestImages));
    }

    /** Returns versions in descending order, without the images that are apart. */
    List<Past> past(Version newest, int limit, Version oldestImages) throws SQLException {
        return logged(newest, limit).stream().map(it -> it.past(oldestImages)).toList();
    }

    /** A version as it stands in the log. */
    private record Logged(Change change, LogImages images) {
        Past past(Version oldestImages) {
            return new Past(change, oldestImages.isAfter(change.version()) ? Images.none() : images.images());
        }
    }

    private List<Logged> logged(Version newest, int limit) throws SQLException {
        var logged = new ArrayList<Logged>();
        var sql = Sql.of("SELECT " + LogPage.COLUMNS + """
                 FROM workbook.ducksheet.update_log
                WHERE first_version <= CAST(? AS BIGINT) AND last_version > CAST(? AS BIGINT)
                ORDER BY first_version""", newest.number(), Math.max(0, newest.number() - limit));
        var words = LogWords.read(session);
        try (var pages = session.query(sql)) {
            LogPage.read(pages, words, true, (entry, at) -> {
                boolean isNewer = entry.version() != null && entry.version().isAfter(newest);
                if (entry.version() != null && !isNewer) {
                    logged.add(new Logged(entry.change(at), entry.images()));
                }
                return !isNewer;
            });
        }
        Collections.reverse(logged);
        return logged.subList(0, Math.min(limit, logged.size()));
    }

    /** Takes note of how a version changed the columns of a table. */
    void append(Version version, Images.Reshaped reshaped) throws SQLException {
        session.update(Sql.of(
                "INSERT INTO workbook.ducksheet.reshaping VALUES (CAST(? AS BIGINT), CAST(? AS VARCHAR),"
                        + " CAST(? AS VARCHAR))",
                version.number(),
                reshaped.table(),
                LogJson.names(reshaped.kept())));
    }

    /** Returns how the columns of a table changed after a version, ascending. */
    List<Reshaping> reshapings(String table, Version since) throws SQLException {
        var reshapings = new ArrayList<Reshaping>();
        try (var rows = session.query(Sql.of("""
                SELECT version, kept FROM workbook.ducksheet.reshaping
                WHERE version > CAST(? AS BIGINT) AND table_name = CAST(? AS VARCHAR) ORDER BY version""", since.number(), table))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    var kept = LogJson.names(Cells.text(rows.column(1), i));
                    reshapings.add(
                            new Reshaping(new Version(rows.column(0).getLong(i)), new Images.Reshaped(table, kept)));
                }
            }
        }
        return reshapings;
    }

    /** Forgets the images of versions before {@code at}, and of all but the newest {@code versions}. */
    void purgeImages(Instant at, Version head, long versions) throws SQLException {
        session.update(Sql.of("""
                UPDATE workbook.ducksheet.history SET oldest = greatest(
                  oldest,
                  CAST(? AS BIGINT) + 1 - CAST(? AS BIGINT),
                  (SELECT oldest_retained FROM workbook.ducksheet.state),
                  (SELECT coalesce(max(last_version) + 1, 0) FROM workbook.ducksheet.update_log
                   WHERE decided_at < CAST(? AS TIMESTAMP)))""", head.number(), versions, LocalDateTime.ofInstant(at, ZoneOffset.UTC)));
        for (var table : List.of("image", "reshaping")) {
            session.update(Sql.of("DELETE FROM workbook.ducksheet." + table
                    + " WHERE version < (SELECT oldest FROM workbook.ducksheet.history)"));
        }
    }

    /** Forgets keys that were used before {@code at}. */
    void purgeKeys(Instant at) throws SQLException {
        session.update(Sql.of(
                "DELETE FROM workbook.ducksheet.idempotency_key WHERE decided_at < CAST(? AS TIMESTAMP)",
                LocalDateTime.ofInstant(at, ZoneOffset.UTC)));
    }

    /** Forgets what was decided before {@code at}, the versions without a gap. The last page must be of later. */
    void purge(Instant at, Version head) throws SQLException {
        var before = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        session.update(Sql.of("""
                UPDATE workbook.ducksheet.state SET oldest_retained = coalesce(
                  (SELECT min(first_version) FROM workbook.ducksheet.update_log
                   WHERE decided_at >= CAST(? AS TIMESTAMP)),
                  CAST(? AS BIGINT) + 1)""", before, head.number()));
        session.update(Sql.of("""
                DELETE FROM workbook.ducksheet.update_log
                WHERE decided_at < CAST(? AS TIMESTAMP)
                  AND coalesce(last_version, 0) < (SELECT oldest_retained FROM workbook.ducksheet.state)""", before));
    }
}
