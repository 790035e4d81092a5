package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.UpdateId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The API keys in the file. */
final class ApiKeys {
    private final Session session;

    ApiKeys(Session session) {
        this.session = session;
    }

    /** Returns all of them, the oldest first. */
    List<ApiKey> all() throws SQLException {
        var grants = grants();
        var keys = new ArrayList<ApiKey>();
        try (var rows = session.query(Sql.of("""
                SELECT CAST(id AS VARCHAR), name, prefix, hash, role, created_by, revoked_by, created_at, expires_at,
                       revoked_at, last_used_at
                FROM workbook.ducksheet.api_key ORDER BY created_at, id"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    keys.add(key(rows, i, grants));
                }
            }
        }
        return List.copyOf(keys);
    }

    private static ApiKey key(Rows rows, int i, Map<String, List<Grant>> grants) {
        var id = Cells.text(rows.column(0), i);
        return new ApiKey(
                UpdateId.parse(id).orElseThrow(),
                Cells.text(rows.column(1), i),
                Cells.text(rows.column(2), i),
                Cells.text(rows.column(3), i),
                Role.named(Cells.text(rows.column(4), i)).orElseThrow(),
                grants.containsKey(id) ? new Scope.Listed(grants.get(id)) : Scope.whole(),
                Cells.text(rows.column(5), i),
                time(rows, 7, i),
                time(rows, 8, i),
                Cells.text(rows.column(6), i),
                time(rows, 9, i),
                time(rows, 10, i));
    }

    private static Instant time(Rows rows, int column, int row) {
        return Cells.time(rows.column(column), row).toInstant(ZoneOffset.UTC);
    }

    private Map<String, List<Grant>> grants() throws SQLException {
        var grants = new HashMap<String, List<Grant>>();
        try (var rows = session.query(Sql.of("""
                SELECT CAST(key_id AS VARCHAR), sheet, condition_text
                FROM workbook.ducksheet.api_key_grant ORDER BY place"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    var sheet = Cells.text(rows.column(1), i);
                    grants.computeIfAbsent(Cells.text(rows.column(0), i), id -> new ArrayList<>())
                            .add(
                                    rows.column(2).isNull(i)
                                            ? Grant.of(sheet)
                                            : grant(sheet, Cells.text(rows.column(2), i)));
                }
            }
        }
        return grants;
    }

    private static Grant grant(String sheet, String condition) {
        if (ConditionParser.parse(condition) instanceof ParseResult.Parsed parsed) {
            return Grant.of(sheet, parsed.condition());
        }
        throw new IllegalStateException("a key's rows of " + sheet + " cannot be read: " + condition);
    }

    /** Adds a key, or puts it in the place of the one with its id. */
    void put(ApiKey key) throws SQLException {
        var id = key.id().toString();
        session.update(Sql.of("DELETE FROM workbook.ducksheet.api_key WHERE id = CAST(? AS UUID)", id));
        session.update(Sql.of("DELETE FROM workbook.ducksheet.api_key_grant WHERE key_id = CAST(? AS UUID)", id));
        session.update(Sql.of(
                """
                INSERT INTO workbook.ducksheet.api_key VALUES (CAST(? AS UUID), ?, ?, ?, ?, ?, CAST(? AS TIMESTAMP),
                  CAST(? AS TIMESTAMP), ?, CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP))""",
                id,
                key.name(),
                key.prefix(),
                key.hash(),
                key.role().wireName(),
                key.createdBy(),
                time(key.createdAt()),
                time(key.expiresAt()),
                key.revokedBy(),
                time(key.revokedAt()),
                time(key.lastUsedAt())));
        if (key.scope() instanceof Scope.Listed listed) {
            put(id, listed.grants());
        }
    }

    private void put(String id, List<Grant> grants) throws SQLException {
        for (int place = 0; place < grants.size(); place++) {
            var grant = grants.get(place);
            session.update(Sql.of(
                    "INSERT INTO workbook.ducksheet.api_key_grant VALUES (CAST(? AS UUID), CAST(? AS INTEGER), ?, ?)",
                    id,
                    place,
                    grant.sheet(),
                    grant.rows() instanceof Reach.Only only ? only.condition().text() : null));
        }
    }

    private static LocalDateTime time(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
