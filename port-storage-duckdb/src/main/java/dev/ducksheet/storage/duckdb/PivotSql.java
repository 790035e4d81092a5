package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.out.PivotQuery;
import dev.ducksheet.core.port.out.UnpivotQuery;
import dev.ducksheet.core.port.out.ViewQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that turn rows: names are quoted, cells and names of columns that are shown as cells are parameters. */
final class PivotSql {
    private PivotSql() {}

    static Sql distinct(Sheet sheet, List<Column> columns, List<Condition> filter, int limit) {
        return Sql.of("SELECT DISTINCT " + shown(columns) + " FROM " + Sql.sheet(sheet.name()) + " b WHERE ")
                .plus(ViewSql.matching(sheet, filter))
                .plus(" ORDER BY " + places(columns) + " LIMIT " + limit);
    }

    private static String shown(List<Column> columns) {
        return columns.stream().map(PivotSql::shown).collect(Collectors.joining(", "));
    }

    private static String shown(Column column) {
        return Types.shown(column.type(), Joins.base(column.name()));
    }

    private static String places(List<Column> columns) {
        return IntStream.rangeClosed(1, columns.size())
                .mapToObj(i -> i + " ASC NULLS LAST")
                .collect(Collectors.joining(", "));
    }

    /**
     * Aggregates once for each distinct rows and headings, then lays what belongs to one row side by side: so a heading
     * costs nothing for each of the sheet's rows.
     */
    static Sql of(PivotQuery query) {
        var rows = names("r", query.rows().size());
        var columns = names("c", query.columns().size());
        var cells = new ArrayList<Sql>();
        rows.forEach(row -> cells.add(Sql.of(row)));
        for (var heading : query.headings()) {
            for (int i = 0; i < query.values().size(); i++) {
                cells.add(cell(query, "v" + i, columns, heading));
            }
        }
        return Sql.of("SELECT ")
                .plus(Sql.join(", ", cells))
                .plus(" FROM (")
                .plus(aggregated(query, rows, columns))
                .plus(") GROUP BY " + String.join(", ", rows) + " ORDER BY " + places(query.rows())
                        + limit(query.limit()));
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static Sql cell(PivotQuery query, String value, List<String> columns, List<CellValue> heading) {
        var tests = IntStream.range(0, columns.size())
                .mapToObj(i -> equal(columns.get(i), query.columns().get(i), heading.get(i)))
                .toList();
        var found = Sql.of("any_value(" + value + ") FILTER (WHERE ")
                .plus(Sql.join(" AND ", tests))
                .plus(")");
        return query.aggregate() == Aggregate.COUNT
                ? Sql.of("coalesce(").plus(found).plus(", 0)")
                : found;
    }

    private static Sql equal(String name, Column column, CellValue cell) {
        return cell.isNull()
                ? Sql.of(name + " IS NULL")
                : Sql.of(name + " = ").plus(Types.parameter(column.type(), cell));
    }

    private static Sql aggregated(PivotQuery query, List<String> rows, List<String> columns) {
        var selected = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            selected.add(shown(query.rows().get(i)) + " AS " + rows.get(i));
        }
        for (int i = 0; i < columns.size(); i++) {
            selected.add(shown(query.columns().get(i)) + " AS " + columns.get(i));
        }
        for (int i = 0; i < query.values().size(); i++) {
            selected.add(query.aggregate().wireName() + "("
                    + Joins.base(query.values().get(i).name()) + ") AS v" + i);
        }
        return Sql.of("SELECT " + String.join(", ", selected) + " FROM "
                        + Sql.sheet(query.sheet().name()) + " b WHERE ")
                .plus(ViewSql.matching(query.sheet(), query.filter()))
                .plus(" GROUP BY ALL");
    }

    static Sql of(UnpivotQuery query) {
        var kept = names("k", query.keep().size());
        var view = new ViewSql(
                new ViewQuery(query.sheet(), query.keep(), query.filter(), List.of(), Long.MAX_VALUE, List.of()));
        var cells = Sql.join(
                ", ",
                query.columns().stream()
                        .map(column -> named(column, query.value().type()))
                        .toList());
        var aliases = new ArrayList<>(kept);
        aliases.add("u");
        var selected = new ArrayList<>(kept);
        selected.add("u.name");
        selected.add("u.cell");
        return Sql.of("SELECT " + String.join(", ", selected) + " FROM (")
                .plus(view.selecting(Sql.of("unnest([").plus(cells).plus("])")))
                .plus(") s(" + String.join(", ", aliases) + ") WHERE u.cell IS NOT NULL" + limit(query.limit()));
    }

    private static Sql named(Column column, ColumnType type) {
        var cell = type instanceof ColumnType.Opaque
                ? shown(column)
                : "CAST(" + shown(column) + " AS " + type.sqlName() + ")";
        return Sql.of("{'name': CAST(? AS VARCHAR), 'cell': " + cell + "}", column.name());
    }

    /** One more row than asked for tells whether there are more. */
    private static String limit(long limit) {
        return limit < Long.MAX_VALUE ? " LIMIT " + (limit + 1) : "";
    }
}
