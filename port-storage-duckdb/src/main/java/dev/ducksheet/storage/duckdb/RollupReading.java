package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.NodeMatches;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.WorkbookSnapshot.TotalOutOfRangeException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads parts of one rollup from the leaves, never the whole view. */
final class RollupReading {
    private static final Column WHOLE = new Column("whole", ColumnType.bigint(), false);

    private final Session session;
    private final Rollup rollup;
    private final int levels;
    private final boolean mayOverflow;
    private final Map<Integer, GroupingSet> sets;

    RollupReading(Session session, Rollup rollup) {
        this.session = session;
        this.rollup = rollup;
        this.levels = rollup.levels().size();
        this.mayOverflow = !rollup.measuresThatMayOverflow().isEmpty();
        this.sets = rollup.groupingSets().stream().collect(Collectors.toMap(GroupingSet::id, set -> set));
    }

    NodeMatches nodes(GroupingSet set, Condition condition, int limit) throws SQLException {
        var joins = new Joins(rollup.base());
        int depth = set.depth();
        var columns = new ArrayList<>(rollup.columns().subList(0, depth));
        var mentioned = condition.columns().stream().map(name -> name.name()).toList();
        set.axes().stream()
                .map(place -> rollup.columns().get(levels + place))
                .filter(axis -> mentioned.contains(axis.name()))
                .forEach(columns::add);
        var resolver = joins.rollupColumns(rollup, set);
        var shown = columns.isEmpty()
                ? "CAST(1 AS BIGINT)" // stands where the number of nodes is read, and is it
                : IntStream.range(0, columns.size())
                        .mapToObj(i -> resolver.operand(columns.get(i).name()).expression() + " AS k" + i)
                        .collect(Collectors.joining(", "));
        var where = ConditionSql.of(condition, resolver);
        var sql = Sql.of("SELECT *, count(*) OVER () FROM (SELECT DISTINCT " + shown + " " + joins.from() + " WHERE ")
                .plus(where)
                .plus(") LIMIT " + Math.max(1, limit));
        return read(sql, columns, depth, limit);
    }

    private NodeMatches read(Sql sql, List<Column> columns, int depth, int limit) throws SQLException {
        long count = 0;
        var nodes = new ArrayList<NodeAddress>();
        try (var rows = session.query(sql)) {
            while (rows.next()) {
                var reader = new RowReader(rows, columns, 0);
                for (int i = 0; i < rows.size(); i++) {
                    count = rows.column(columns.size()).getLong(i);
                    nodes.add(node(reader.row(i), columns, depth));
                }
            }
        }
        return new NodeMatches(count, nodes.subList(0, Math.min(limit, nodes.size())));
    }

    private static NodeAddress node(List<CellValue> cells, List<Column> columns, int depth) {
        var axes = new HashMap<String, CellValue>();
        for (int i = depth; i < cells.size(); i++) {
            axes.put(columns.get(i).name(), cells.get(i));
        }
        return new NodeAddress(cells.subList(0, depth), axes);
    }

    LeafKeys leafKeys(long[] rowIds) throws SQLException {
        if (rowIds.length == 0) {
            return new LeafKeys(List.of(), new int[0]);
        }
        var joins = new Joins(rollup.base());
        var codes = new LeafCodes(rollup, joins);
        var numbers = new int[rowIds.length];
        LeafScan.of(rowIds).read(session, joins, codes.columns(), (rows, places) -> {
            var found = codes.numbers(rows, 1);
            for (int i = 0; i < rows.size(); i++) {
                if (places[i] >= 0) {
                    numbers[places[i]] = found[i];
                }
            }
        });
        return PlacedLeaves.leafKeys(rollup, numbers, codes.decode(session));
    }

    Set<RollupKey> touchedKeys(Table table, long[] rowIds) throws SQLException {
        var finest = new HashSet<RollupKey>();
        if (table.name().equals(rollup.base().name())) {
            finest.addAll(leafKeys(rowIds).keys());
        }
        for (Join join : rollup.joins()) {
            if (join.table().equals(table.name()) && rowIds.length > 0) {
                finest.addAll(keysOf(join, rowIds));
            }
        }
        var touched = new HashSet<RollupKey>();
        rollup.groupingSets().forEach(set -> finest.forEach(key -> touched.add(key.in(set))));
        return touched;
    }

    private List<RollupKey> keysOf(Join join, long[] rowIds) throws SQLException {
        var where = Sql.of(Joins.base(join.baseColumn()) + " IN (SELECT d." + Sql.column(join.column()) + " FROM "
                + Staging.TABLE + " s JOIN " + Sql.sheet(join.table()) + " d ON d.rowid = s.c0)");
        var keys = new ArrayList<RollupKey>();
        try (var rows = session.query(new RollupSql(rollup).keys(where), Staged.rowIds(rowIds))) {
            while (rows.next()) {
                var reader = new RowReader(rows, keyColumns(), 0);
                for (int i = 0; i < rows.size(); i++) {
                    keys.add(key(reader.row(i)));
                }
            }
        }
        return keys;
    }

    List<RollupRow> rollupRows(Collection<RollupKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return List.of();
        }
        try {
            return existing(keys instanceof Set ? keys : new HashSet<>(keys));
        } catch (SQLException e) {
            boolean overflow = Failures.reason(e).startsWith("Out of Range Error");
            if (overflow && mayOverflow) {
                throw new TotalOutOfRangeException(rollup);
            }
            throw e;
        }
    }

    private List<RollupRow> existing(Collection<RollupKey> asked) throws SQLException {
        var found = new ArrayList<RollupRow>();
        try (var rows = session.query(new RollupSql(rollup).rows(RollupFilter.of(rollup, asked)))) {
            while (rows.next()) {
                var reader = new RowReader(rows, rowColumns(), 0);
                for (int i = 0; i < rows.size(); i++) {
                    var row = row(reader.row(i));
                    if (asked.contains(row.key())) {
                        requireInRange(row);
                        found.add(row);
                    }
                }
            }
        }
        return found;
    }

    /** DuckDB lets a DECIMAL(38) grow to 39 digits before it minds. */
    private void requireInRange(RollupRow row) {
        if (mayOverflow && !rollup.holds(row.totals())) {
            throw new TotalOutOfRangeException(rollup);
        }
    }

    /** Makes a row of levels, axes, totals, counts and the grouping set's id. */
    private RollupRow row(List<CellValue> cells) {
        int measures = rollup.measures().size();
        int totals = keyColumns().size();
        int id = (int) whole(cells.get(cells.size() - 1));
        var counts = cells.subList(totals + measures, totals + 2 * measures).stream()
                .map(RollupReading::whole)
                .toList();
        return new RollupRow(
                key(cells).in(Objects.requireNonNull(sets.get(id))), cells.subList(totals, totals + measures), counts);
    }

    private static long whole(CellValue cell) {
        return ((CellValue.Exact) cell).number().longValueExact();
    }

    private List<Column> rowColumns() {
        var columns = new ArrayList<>(keyColumns());
        rollup.measures().forEach(measure -> columns.add(Column.of(measure.name(), rollup.typeOfTotal(measure))));
        rollup.measures().forEach(measure -> columns.add(WHOLE));
        columns.add(WHOLE);
        return columns;
    }

    private List<Column> keyColumns() {
        return rollup.columns().subList(0, levels + rollup.axes().size());
    }

    private RollupKey key(List<CellValue> cells) {
        return RollupKey.ofLeaf(
                cells.subList(0, levels),
                cells.subList(levels, levels + rollup.axes().size()));
    }
}
