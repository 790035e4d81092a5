package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Axis.Part;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.LeafQuery.HoldScope;
import dev.ducksheet.core.port.out.LeafQuery.Scope;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.spread.LeafOrder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the leaves that an edit may touch into arrays, in one statement. */
final class LeafReading {
    private static final int FIRST_CAPACITY = 2048;

    private final Session session;
    private final Failures failures;
    private final LeafQuery query;
    private final Table base;
    private final Joins joins;
    private final Optional<LeafCodes> codes;
    private final Optional<String> ordinal;

    private final BitSet held = new BitSet();
    private int size;
    private long[] rowIds = new long[FIRST_CAPACITY];
    private int[] numbers = new int[FIRST_CAPACITY];
    private long[] ordinals = new long[FIRST_CAPACITY];
    private List<List<CellValue>> keys = List.of();

    LeafReading(Session session, Failures failures, LeafQuery query) {
        this.session = session;
        this.failures = failures;
        this.query = query;
        this.base = query.scope().base();
        this.joins = new Joins(base);
        this.codes = query.scope() instanceof Scope.Under under
                ? Optional.of(new LeafCodes(under.rollup(), joins))
                : Optional.empty();
        this.ordinal = ordinal(base);
    }

    LeafSet read() throws SQLException {
        var values = AmountsReader.of(query.column().type());
        var weights = query.weightsColumn().map(column -> AmountsReader.of(column.type()));
        try (var rows = session.query(sql())) {
            while (rows.next()) {
                add(rows, values, weights.orElse(null));
            }
        }
        rowIds = Arrays.copyOf(rowIds, size);
        numbers = Arrays.copyOf(numbers, size);
        keys = codes.isPresent() ? codes.get().decode(session) : List.of(List.of());
        var nodes = nodes();
        return new LeafSet(
                rowIds,
                values.amounts(),
                weights.map(AmountsReader::amounts).stream().toList(),
                held,
                nodes.placesOf(numbers),
                nodes.cells(),
                order());
    }

    /** Returns what {@link #read} found out about where the leaves count. */
    Optional<PlacedLeaves> placed() {
        return query.scope() instanceof Scope.Under under
                ? Optional.of(new PlacedLeaves(under.rollup(), rowIds, numbers, keys))
                : Optional.empty();
    }

    private Distinct nodes() {
        return query.scope() instanceof Scope.Under under ? nodes(under, keys) : Distinct.of(keys);
    }

    /** Takes from keys, each levels and then axes, the levels below the edited node. */
    static Distinct nodes(Scope.Under under, List<List<CellValue>> keys) {
        int from = under.node().path().size();
        int to = under.rollup().levels().size();
        return Distinct.of(keys.stream().map(key -> key.subList(from, to)).toList());
    }

    /** Selects row id, value, weight, ordinal, whether it is held, and the numbers of the node. */
    private Sql sql() {
        var columns = new ArrayList<Sql>();
        columns.add(Sql.of("b.rowid"));
        columns.add(Sql.of(
                Types.shown(query.column().type(), Joins.base(query.column().name()))));
        query.weightsColumn()
                .ifPresent(weights -> columns.add(Sql.of(Types.shown(weights.type(), Joins.base(weights.name())))));
        ordinal.ifPresent(it -> columns.add(Sql.of(it)));
        if (!query.holds().isEmpty()) {
            columns.add(Sql.join(" OR ", query.holds().stream().map(this::hold).toList()));
        }
        codes.ifPresent(it -> it.columns().forEach(column -> columns.add(Sql.of(column))));
        var where = where();
        return Sql.of("SELECT ")
                .plus(Sql.join(", ", columns))
                .plus(" " + joins.from() + " WHERE ")
                .plus(where);
    }

    private Sql hold(HoldScope hold) {
        return ConditionSql.of(
                hold.condition(),
                hold.sheet() instanceof Rollup rollup
                        ? joins.rollupColumns(rollup, rollup.leafSet())
                        : joins.baseColumns());
    }

    private Sql where() {
        if (query.scope() instanceof Scope.Rows rows) {
            return ConditionSql.of(rows.condition(), joins.baseColumns());
        }
        var under = (Scope.Under) query.scope();
        return under(under.rollup(), under.node(), joins);
    }

    /** Returns the test that a leaf is under a node. */
    static Sql under(Rollup rollup, NodeAddress node, Joins joins) {
        var tests = new ArrayList<Sql>();
        tests.add(Sql.TRUE);
        for (int i = 0; i < node.path().size(); i++) {
            var level = rollup.levels().get(i);
            var type = rollup.columns().get(i).type();
            tests.add(is(
                    type,
                    joins.column(rollup, level.source()),
                    Part.VALUE,
                    node.path().get(i)));
        }
        for (var axis : rollup.axes()) {
            var pinned = node.axes().get(axis.name());
            if (pinned != null) {
                var type = rollup.column(axis.name()).orElseThrow().type();
                tests.add(is(type, joins.column(rollup, axis.source()), axis.part(), pinned));
            }
        }
        return Sql.join(" AND ", tests);
    }

    private static Sql is(ColumnType type, String column, Part part, CellValue value) {
        if (value.isNull()) {
            return Sql.of("(" + column + " IS NULL)");
        }
        var period =
                value instanceof CellValue.Text text ? Axes.period(part, text.text()) : Optional.<Axes.Period>empty();
        var shown = part == Part.VALUE ? Types.shown(type, column) : Axes.shown(part, column);
        return period.map(days -> days.contains(column))
                .orElseGet(() -> Sql.of("(" + shown + " = ")
                        .plus(Types.parameter(type, value))
                        .plus(")"));
    }

    private void add(Rows rows, AmountsReader values, @Nullable AmountsReader weights) {
        int count = rows.size();
        reserve(size + count);
        int next = 0;
        var ids = rows.column(next++);
        for (int i = 0; i < count; i++) {
            rowIds[size + i] = ids.getLong(i);
        }
        values.add(rows.column(next++), count);
        if (weights != null) {
            weights.add(rows.column(next++), count);
        }
        if (ordinal.isPresent()) {
            addOrdinals(rows, next++, count);
        }
        if (!query.holds().isEmpty()) {
            addHeld(rows, next++, count);
        }
        if (codes.isPresent()) {
            System.arraycopy(codes.get().numbers(rows, next), 0, numbers, size, count);
        }
        size += count;
    }

    private void addOrdinals(Rows rows, int column, int count) {
        var vector = rows.column(column);
        for (int i = 0; i < count; i++) {
            ordinals[size + i] = vector.getLong(i, Long.MAX_VALUE);
        }
    }

    private void addHeld(Rows rows, int column, int count) {
        var vector = rows.column(column);
        for (int i = 0; i < count; i++) {
            if (vector.getBoolean(i, false)) {
                held.set(size + i);
            }
        }
    }

    private void reserve(int capacity) {
        if (capacity > rowIds.length) {
            int grown = Math.max(capacity, rowIds.length * 2);
            rowIds = Arrays.copyOf(rowIds, grown);
            numbers = Arrays.copyOf(numbers, grown);
            ordinals = Arrays.copyOf(ordinals, grown);
        }
    }

    /** Returns the key as a number, if it is one column that can be. */
    private static Optional<String> ordinal(Table table) {
        if (table.key().size() != 1) {
            return Optional.empty();
        }
        var key = table.column(table.key().get(0)).orElseThrow();
        if (key.type() instanceof ColumnType.Whole whole && whole.bits() <= Long.SIZE) {
            return Optional.of("CAST(" + Joins.base(key.name()) + " AS BIGINT)");
        }
        return key.type() == ColumnType.Simple.DATE
                ? Optional.of(Axes.code(Part.DAY, Joins.base(key.name())))
                : Optional.empty();
    }

    private LeafOrder order() {
        if (LeafOrders.isScanned(base)) {
            return LeafOrder.of(rowIds);
        }
        return ordinal.isPresent()
                ? LeafOrder.of(Arrays.copyOf(ordinals, size))
                : LeafOrder.lazily(() -> ranking(session, failures, base, rowIds));
    }

    /** Returns the rank of each of these rows in the order of the table's key. */
    static long[] ranking(Session session, Failures failures, Table base, long[] rowIds) {
        var sql = Sql.of("SELECT s.c1 FROM " + Staging.TABLE + " s JOIN " + Sql.sheet(base.name())
                + " b ON b.rowid = s.c0 ORDER BY " + LeafOrders.by(base));
        return failures.translating(() -> {
            var ranking = new long[rowIds.length];
            long rank = 0;
            try (var rows = session.query(sql, Staged.rowIds(rowIds))) {
                while (rows.next()) {
                    var places = rows.column(0);
                    for (int i = 0; i < rows.size(); i++) {
                        ranking[(int) places.getLong(i)] = rank++;
                    }
                }
            }
            return ranking;
        });
    }
}
