package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that are edited cell by cell, in the writer's memory: found there, a row costs no scan of the file. Only
 * the writer changes the file, and it tells the cache, so the two agree as long as its transactions commit; after one
 * that does not, the cache is to be thrown away.
 *
 * <p>A table is read into it once it has been asked for a few times, if its row ids are those of an array and it fits;
 * those not asked for lately make room. Used by the writer's thread alone.
 */
final class RowCache {
    /** For each row: a head and a link of an index, and its place in a rollup. */
    private static final int INDEX_BYTES = 16;

    private final RowCaching settings;
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Boolean> comparable = new HashMap<>();
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** A cached table and about how many bytes it takes. */
    private record Entry(CachedTable table, long bytes) {}

    RowCache(RowCaching settings) {
        this.settings = settings;
    }

    /** Returns a table if it is here, or is to be from now on. */
    Optional<CachedTable> table(Session session, Table table) throws SQLException {
        if (!entries.containsKey(table.name()) && asked.merge(table.name(), 1, Integer::sum) == settings.batches()) {
            read(session, table);
        }
        return present(table);
    }

    /** Returns a rollup if its table is here. */
    Optional<CachedRollup> rollup(Session session, Rollup rollup) throws SQLException {
        var table = present(rollup.base());
        return table.isPresent() && comparesAsWritten(session, rollup)
                ? table.get().rollup(session, rollup)
                : Optional.empty();
    }

    /** Texts are told apart by the engine where the rollup is read, and here where a node is looked for. */
    private boolean comparesAsWritten(Session session, Rollup rollup) throws SQLException {
        for (var join : rollup.joins()) {
            if (!comparable.containsKey(join.table())) {
                comparable.put(join.table(), Extent.comparesAsWritten(session, join.table()));
            }
            if (!comparable.get(join.table())) {
                return false;
            }
        }
        return true;
    }

    /** Returns a table if it is here. */
    Optional<CachedTable> present(Table table) {
        return Optional.ofNullable(entries.get(table.name())).map(Entry::table);
    }

    /** Takes note of cells that are about to be written. */
    void writing(Table table, Column column) {
        var ref = new ColumnRef(table.name(), column.name());
        entries.values().forEach(entry -> entry.table().addressed(ref));
    }

    /** Lets go of a table whose row ids changed; it will not be read again. */
    void forget(Table table) {
        var entry = entries.remove(table.name());
        size -= entry == null ? 0 : entry.bytes();
        asked.put(table.name(), settings.batches());
    }

    /** Lets go of a table of which rows came or went, and of rollups that look its rows up; asked for, it is read again. */
    void changed(String table) {
        var entry = entries.remove(table);
        size -= entry == null ? 0 : entry.bytes();
        asked.remove(table);
        comparable.remove(table);
        entries.values().forEach(other -> other.table().joined(table));
    }

    private void read(Session session, Table table) throws SQLException {
        var extent = Extent.of(session, table);
        if (extent.isPresent() && extent.get().bytes() <= settings.bytes()) {
            makeRoom(extent.get().bytes());
            entries.put(
                    table.name(),
                    new Entry(
                            CachedTable.read(session, table, extent.get().rows()),
                            extent.get().bytes()));
            size += extent.get().bytes();
        }
    }

    /** Evicts the tables that were not asked for longest; asked for again, they are counted anew. */
    private void makeRoom(long bytes) {
        var eldest = entries.entrySet().iterator();
        while (size + bytes > settings.bytes()) {
            var entry = eldest.next();
            size -= entry.getValue().bytes();
            asked.remove(entry.getKey());
            eldest.remove();
        }
    }

    /** How large a table is that can be cached. */
    private record Extent(int rows, long bytes) {
        static Optional<Extent> of(Session session, Table table) throws SQLException {
            if (!comparesAsWritten(session, table.name())) {
                return Optional.empty();
            }
            try (var chunk = session.query(Sql.of("SELECT count(*), coalesce(max(rowid), -1), CAST(" + texts(table)
                    + " AS BIGINT) FROM " + Sql.sheet(table.name()) + " b"))) {
                chunk.next();
                long rows = chunk.column(0).getLong(0);
                long texts = chunk.column(2).getLong(0);
                boolean dense = rows == chunk.column(1).getLong(0) + 1;
                while (chunk.next()) {
                    throw new IllegalStateException("an aggregate of more than one row");
                }
                boolean indexable = Math.max(rows * table.askable().size(), texts) <= Integer.MAX_VALUE - 8;
                return dense && indexable
                        ? Optional.of(new Extent((int) rows, rows * bytesPerRow(table) + texts))
                        : Optional.empty();
            }
        }

        private static String texts(Table table) {
            return table.columns().stream()
                    .filter(column ->
                            column.type() == ColumnType.Simple.TEXT || column.type() instanceof ColumnType.Opaque)
                    .map(column ->
                            "coalesce(sum(strlen(" + Types.shown(column.type(), Joins.base(column.name())) + ")), 0)")
                    .reduce("0", (sum, length) -> sum + " + " + length);
        }

        private static int bytesPerRow(Table table) {
            return INDEX_BYTES
                    + table.askable().stream()
                            .mapToInt(column -> CachedColumn.bytesPerRow(column.type()))
                            .sum();
        }

        /** Texts that are compared by a collation, and cells that change with others, only the engine knows. */
        private static boolean comparesAsWritten(Session session, String table) throws SQLException {
            return session.texts(Sql.of("""
                            SELECT sql FROM duckdb_tables()
                            WHERE database_name = 'workbook' AND schema_name = 'main' AND table_name = CAST(? AS VARCHAR)
                              AND NOT regexp_matches(sql, '\\b(COLLATE|GENERATED)\\b', 'i')""", table)).size() == 1;
        }
    }
}
