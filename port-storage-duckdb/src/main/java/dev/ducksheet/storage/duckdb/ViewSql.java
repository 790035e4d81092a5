package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.ViewQuery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statement of a view: the asked columns, then what orders the rows, so that a page can go on where the last one
 * ended, by comparison and not by counting.
 */
final class ViewSql {
    private static final Column PLACE = new Column("rowid", ColumnType.bigint(), false);

    private final ViewQuery query;
    private final EarlierSql earlier;
    private final List<Order> orders = new ArrayList<>();

    /** A column that orders the rows; empty cells come last either way. */
    private record Order(Column column, String expression, boolean descending) {
        Order(Column column, boolean descending) {
            this(column, Types.shown(column.type(), Joins.base(column.name())), descending);
        }

        String by() {
            return expression + (descending ? " DESC" : " ASC") + " NULLS LAST";
        }

        Sql equal(CellValue value) {
            return value.isNull()
                    ? Sql.of(expression + " IS NULL")
                    : Sql.of(expression + " = ").plus(Types.parameter(column.type(), value));
        }

        /** Tests for what comes later than a value that is not empty; after an empty cell comes nothing. */
        Sql beyond(CellValue value) {
            return Sql.of("(" + expression + (descending ? " < " : " > "))
                    .plus(Types.parameter(column.type(), value))
                    .plus(" OR " + expression + " IS NULL)");
        }
    }

    ViewSql(ViewQuery query) {
        this.query = query;
        this.earlier = new EarlierSql(query.earlier());
        query.sort().forEach(key -> orders.add(new Order(key.column(), key.descending())));
        tieBreakers().forEach(orders::add);
    }

    /** Tables: the leaf order; rollups: the row's identity; other views: all that they show. */
    private List<Order> tieBreakers() {
        if (query.sheet() instanceof Table table && table.key().isEmpty()) {
            return List.of(
                    table.rowId().map(it -> new Order(it, false)).orElseGet(() -> new Order(PLACE, "b.rowid", false)));
        }
        return identity().stream().map(column -> new Order(column, false)).toList();
    }

    private List<Column> identity() {
        if (query.sheet() instanceof Table table) {
            return table.key().stream()
                    .map(name -> table.column(name).orElseThrow())
                    .toList();
        }
        if (query.sheet() instanceof Rollup rollup) {
            var measures = rollup.measures().stream().map(it -> it.name()).toList();
            return rollup.columns().stream()
                    .filter(column -> !measures.contains(column.name()))
                    .toList();
        }
        return query.sheet().columns();
    }

    RowStream open(Session session, Failures failures, Cursor head, Runnable requireOpen) throws SQLException {
        var rows = session.query(sql(), earlier.staged());
        var hidden = orders.stream().map(Order::column).toList();
        return new ChunkStream(rows, failures, query.columns(), hidden, query.limit(), head, requireOpen);
    }

    private Sql sql() {
        return selecting(Sql.of(orders.stream().map(Order::expression).collect(Collectors.joining(", "))))
                .plus(query.limit() < Long.MAX_VALUE ? " LIMIT " + (query.limit() + 1) : "");
    }

    /** Returns the statement for all rows, which selects something more behind the asked columns. */
    Sql selecting(Sql more) {
        var selected = new ArrayList<Sql>();
        query.columns().forEach(column -> selected.add(Sql.of(Types.shown(column.type(), Joins.base(column.name())))));
        selected.add(more);
        return Sql.of("SELECT ")
                .plus(Sql.join(", ", selected))
                .plus(" FROM " + relation() + " b WHERE ")
                .plus(where())
                .plus(orderBy());
    }

    private String relation() {
        return query.sheet() instanceof Rollup rollup && !query.earlier().isEmpty()
                ? "(" + new RollupSql(rollup, earlier::relation).view() + ")"
                : earlier.relation(query.sheet().name());
    }

    private Sql where() {
        var matching = matching(query.sheet(), query.filter());
        return query.after().isEmpty() ? matching : Sql.join(" AND ", List.of(matching, after()));
    }

    /** Returns the test of a sheet's rows, called b, that bound conditions make. */
    static Sql matching(Sheet sheet, List<Condition> filter) {
        var tests = new ArrayList<Sql>();
        tests.add(Sql.TRUE);
        filter.forEach(condition -> tests.add(ConditionSql.of(condition, name -> operand(sheet, name))));
        return Sql.join(" AND ", tests);
    }

    private static ConditionSql.Operand operand(Sheet sheet, String name) {
        var column = sheet.column(name)
                .orElseThrow(() -> new IllegalArgumentException(sheet.name() + " has no column " + name));
        return ConditionSql.Operand.of(column.type(), Joins.base(name));
    }

    /** Tests for rows later than the last one seen: equal in the first i columns and beyond it in the next. */
    private Sql after() {
        if (query.after().size() != orders.size()) {
            throw new IllegalArgumentException("these rows do not go on after " + query.after());
        }
        var ways = new ArrayList<Sql>();
        var equal = new ArrayList<Sql>();
        for (int i = 0; i < orders.size(); i++) {
            var value = query.after().get(i);
            if (!value.isNull()) {
                var way = new ArrayList<>(equal);
                way.add(orders.get(i).beyond(value));
                ways.add(Sql.join(" AND ", way));
            }
            equal.add(orders.get(i).equal(value));
        }
        return ways.isEmpty() ? Sql.of("FALSE") : Sql.join(" OR ", ways).inParentheses();
    }

    /** A scan gives the rows in the order of their places, without a sort that would have to hold them all. */
    private String orderBy() {
        boolean asScanned = query.earlier().isEmpty()
                && orders.size() == 1
                && query.sheet() instanceof Table table
                && LeafOrders.isScanned(table);
        return asScanned ? "" : " ORDER BY " + orders.stream().map(Order::by).collect(Collectors.joining(", "));
    }
}
