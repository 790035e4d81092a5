package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.LongAmounts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * All rows of a table, with indexes on the columns that conditions ask for. A column that is written is not indexed: to
 * keep its index right would cost more than to scan it.
 */
final class CachedTable {
    /** From so many conditions on, all processors look. */
    private static final int WORTH_SHARING = 1000;

    /** Conditions that are looked up together: what is read for them fits into the caches of a processor. */
    private static final int TOGETHER = 128;

    private final Table table;
    private final int rows;
    private final List<CachedColumn> columns;
    private final Map<Set<String>, Search> searches = new ConcurrentHashMap<>();
    private final Map<String, Optional<CachedRollup>> rollups = new HashMap<>();
    private final Set<String> written = new HashSet<>();

    /** Written, so that no compiler leaves the touching out. */
    @SuppressWarnings("UnusedVariable")
    private volatile int touched;

    private CachedTable(Table table, int rows) {
        this.table = table;
        this.rows = rows;
        this.columns = CachedColumn.of(table.askable(), rows);
    }

    /** Reads a table whose row ids are 0 to {@code rows} - 1. */
    static CachedTable read(Session session, Table table, int rows) throws SQLException {
        var cached = new CachedTable(table, rows);
        var sql = Sql.of(
                "SELECT " + Matching.askableColumns(table) + " FROM " + Sql.sheet(table.name()) + " b ORDER BY rowid");
        int from = 0;
        try (var chunks = session.query(sql)) {
            while (chunks.next()) {
                for (int i = 0; i < cached.columns.size(); i++) {
                    cached.columns.get(i).add(chunks.column(i), from, chunks.size());
                }
                from += chunks.size();
            }
        }
        if (from != rows) {
            throw new IllegalStateException("table " + table.name() + " has " + from + " rows, not " + rows);
        }
        return cached;
    }

    /** An index and the columns that it is on, in the table's order. */
    private record Search(List<Column> columns, CachedIndex index) {
        /** Returns what to look up; empty if a value does not fit its column: by the engine's rules it may match. */
        Optional<Lookup> lookup(Map<String, CellValue> equalities) {
            var cells = new ArrayList<CellValue>(columns.size());
            for (var column : columns) {
                var cell = equalities.getOrDefault(column.name(), CellValue.none());
                if (cell.isNull() || !Types.fits(column.type(), cell)) {
                    return Optional.empty();
                }
                cells.add(cell);
            }
            return Optional.of(new Lookup(index, cells));
        }
    }

    /** The way from the cells that one condition asks for to the rows that have them, step by step. */
    private static final class Lookup {
        private final CachedIndex index;
        private final List<CellValue> cells;
        private int first;
        private long[] rowIds = new long[0];

        Lookup(CachedIndex index, List<CellValue> cells) {
            this.index = index;
            this.cells = cells;
        }

        void start() {
            first = index.first(cells);
        }

        void finish() {
            rowIds = index.find(first, cells);
        }
    }

    /** The rows that one condition matches: their ids and, of the first of them, the cells. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Found(long[] rowIds, List<List<CellValue>> rows) {}

    /** Finds what conditions match, if each asks columns that are indexed, or can be, for one value each. */
    Optional<Matches> match(Column column, List<Condition> conditions, int maxRows) {
        var parts = IntStream.iterate(0, from -> from < conditions.size(), from -> from + TOGETHER)
                .mapToObj(from -> conditions.subList(from, Math.min(from + TOGETHER, conditions.size())))
                .toList();
        var all = conditions.size() < WORTH_SHARING ? parts.stream() : parts.parallelStream();
        var found = all.map(part -> find(part, maxRows)).toList();
        return found.stream().allMatch(Optional::isPresent)
                ? Optional.of(matches(
                        column,
                        conditions.size(),
                        found.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
    }

    /** Takes each step for all of the conditions, so that the processor waits for the rows of many at once. */
    private Optional<List<Found>> find(List<Condition> conditions, int maxRows) {
        var lookups = new ArrayList<Lookup>(conditions.size());
        for (var condition : conditions) {
            var lookup = condition
                    .equalities()
                    .flatMap(equalities -> search(equalities.keySet()).flatMap(search -> search.lookup(equalities)));
            if (lookup.isEmpty()) {
                return Optional.empty();
            }
            lookups.add(lookup.get());
        }
        lookups.forEach(Lookup::start);
        lookups.forEach(Lookup::finish);
        touched = touch(lookups);
        var found = new ArrayList<Found>(lookups.size());
        for (var lookup : lookups) {
            if (!isInLeafOrder(lookup.rowIds)) {
                return Optional.empty();
            }
            found.add(new Found(lookup.rowIds, rows(lookup.rowIds, maxRows)));
        }
        return Optional.of(found);
    }

    private int touch(List<Lookup> lookups) {
        int sum = 0;
        for (var column : columns) {
            for (var lookup : lookups) {
                for (long rowId : lookup.rowIds) {
                    sum += column.touch((int) rowId);
                }
            }
        }
        return sum;
    }

    private Optional<Search> search(Set<String> names) {
        var known = searches.get(names);
        return known != null ? Optional.of(known) : addedSearch(names);
    }

    private synchronized Optional<Search> addedSearch(Set<String> names) {
        var known = searches.get(names);
        if (known != null) {
            return Optional.of(known);
        }
        if (names.stream().anyMatch(written::contains)) {
            return Optional.empty();
        }
        var asked =
                table.columns().stream().filter(it -> names.contains(it.name())).toList();
        if (asked.size() < names.size()) {
            return Optional.empty();
        }
        var indexed =
                asked.stream().map(it -> columns.get(table.indexOf(it.name()))).toList();
        var search = new Search(asked, new CachedIndex(indexed, rows));
        searches.put(Set.copyOf(names), search);
        return Optional.of(search);
    }

    /** Rows are found in the order of their places; the order of a key only the engine knows. */
    private boolean isInLeafOrder(long[] rowIds) {
        return rowIds.length < 2 || LeafOrders.isScanned(table);
    }

    private Matches matches(Column column, int conditions, List<List<Found>> parts) {
        var matched = new MatchedRows(conditions);
        int place = table.indexOf(column.name());
        int condition = 0;
        for (var part : parts) {
            for (var found : part) {
                for (int i = 0; i < found.rowIds().length; i++) {
                    var row = i < found.rows().size() ? found.rows().get(i) : List.<CellValue>of();
                    long rowId = found.rowIds()[i];
                    var cell = row.isEmpty() ? columns.get(place).get((int) rowId) : row.get(place);
                    matched.add(condition, rowId, cell, row);
                }
                condition++;
            }
        }
        return matched.inOrder();
    }

    /** Returns the cells of the first {@code most} of these rows. */
    List<List<CellValue>> rows(long[] rowIds, int most) {
        var asked = new ArrayList<List<CellValue>>(Math.min(most, rowIds.length));
        for (int i = 0; i < rowIds.length && i < most; i++) {
            asked.add(row((int) rowIds[i]));
        }
        return asked;
    }

    private List<CellValue> row(int row) {
        var cells = new ArrayList<CellValue>(table.columns().size());
        for (int i = 0; i < table.columns().size(); i++) {
            cells.add(columns.get(i).get(row));
        }
        return cells;
    }

    int size() {
        return rows;
    }

    long[] allRowIds() {
        return LongStream.range(0, rows).toArray();
    }

    /** Says whether {@link #amounts} has the column. */
    boolean isCounted(Column column) {
        return cached(column).isCounted();
    }

    /** Returns the cells of a column that {@link #isCounted}. */
    LongAmounts amounts(Column column, long[] rowIds) {
        return cached(column).amounts(rowIds);
    }

    /** Returns by what these rows are known for good. */
    RowNames names(long[] rowIds) {
        var named = RowNaming.columns(table);
        return new RowNames(
                rowIds.length,
                named.stream().map(Column::name).toList(),
                named.stream().map(column -> cells(column, rowIds)).toList());
    }

    CellColumn cells(Column column, long[] rowIds) {
        if (isCounted(column)) {
            return CellColumn.of(amounts(column, rowIds), column.type());
        }
        var cached = cached(column);
        return CellColumn.of(
                LongStream.of(rowIds).mapToObj(rowId -> cached.get((int) rowId)).toList());
    }

    private CachedColumn cached(Column column) {
        int place = table.indexOf(column.name());
        return columns.get(place < 0 ? table.columns().size() : place);
    }

    /** Returns a rollup over this table, read the first time; empty if it cannot be cached. */
    Optional<CachedRollup> rollup(Session session, Rollup rollup) throws SQLException {
        var known = rollups.get(rollup.name());
        if (known == null || known.filter(it -> !it.rollup().equals(rollup)).isPresent()) {
            known = CachedRollup.read(session, rollup, this);
            rollups.put(rollup.name(), known);
        }
        return known;
    }

    /** Forgets the rollups that show leaves by this column of this or another table. */
    void addressed(ColumnRef column) {
        rollups.values()
                .removeIf(cached ->
                        cached.filter(it -> it.rollup().isAddressedBy(column)).isPresent());
    }

    /** Forgets the rollups that look leaves up in another table. */
    void joined(String other) {
        rollups.values()
                .removeIf(cached -> cached.filter(it -> it.rollup().joins().stream()
                                .anyMatch(join -> join.table().equals(other)))
                        .isPresent());
    }

    /** Takes note of cells that were written. */
    void set(Column column, long[] rowIds, List<CellValue> cells) {
        setting(column, rowIds, cached -> {
            for (int i = 0; i < rowIds.length; i++) {
                cached.set((int) rowIds[i], cells.get(i));
            }
        });
    }

    /** Takes note of amounts that were written. */
    void set(Column column, long[] rowIds, Amounts amounts) {
        setting(column, rowIds, cached -> cached.set(rowIds, amounts, column.type()));
    }

    private void setting(Column column, long[] rowIds, Consumer<CachedColumn> set) {
        written.add(column.name());
        searches.keySet().removeIf(names -> names.contains(column.name()));
        var cached = cached(column);
        if (!cached.isCounted() || rollups.isEmpty()) {
            set.accept(cached);
            return;
        }
        var before = cached.amounts(rowIds);
        set.accept(cached);
        var after = cached.amounts(rowIds);
        rollups.replaceAll((name, rollup) -> rollup.filter(it -> it.move(column, rowIds, before, after)));
    }
}
