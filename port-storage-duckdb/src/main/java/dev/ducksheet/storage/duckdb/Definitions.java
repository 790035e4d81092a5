package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Axis.Part;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Pivot;
import dev.ducksheet.core.model.DerivedViewDefinition.Unpivot;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupDefinition.UnresolvableException;
import dev.ducksheet.core.model.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Defines rollups and derived views: each is a view in schema main, which any tool can read. */
final class Definitions {
    private final Session session;

    Definitions(Session session) {
        this.session = session;
    }

    void define(RollupDefinition definition, Map<String, Table> tables) throws SQLException {
        var rollup = definition.resolve(tables);
        requireDistinctTables(rollup);
        for (var join : rollup.joins()) {
            requireUnique(join);
        }
        create(rollup.name(), new RollupSql(rollup).view());
        keep(rollup.name(), RollupJson.write(definition));
    }

    void drop(String name) throws SQLException {
        session.execute("DROP VIEW " + Sql.sheet(name));
        forget(name);
    }

    private void forget(String name) throws SQLException {
        session.update(Sql.of("DELETE FROM workbook.ducksheet.defined_view WHERE name = CAST(? AS VARCHAR)", name));
    }

    private static void requireDistinctTables(Rollup rollup) {
        var seen = new HashSet<String>();
        seen.add(rollup.base().name());
        for (var join : rollup.joins()) {
            if (!seen.add(join.table())) {
                throw new UnresolvableException(
                        "rollup " + rollup.name() + " uses table " + join.table() + " twice; use it once");
            }
        }
    }

    /** A leaf that found two rows of a dimension would count twice. */
    private void requireUnique(Join join) throws SQLException {
        var column = Sql.column(join.column());
        var twice = session.texts(Sql.of("SELECT CAST(" + column + " AS VARCHAR) FROM " + Sql.sheet(join.table())
                + " WHERE " + column + " IS NOT NULL GROUP BY " + column + " HAVING count(*) > 1 LIMIT 1"));
        if (!twice.isEmpty()) {
            throw new UnresolvableException(join.table() + "." + join.column() + " holds " + twice.get(0)
                    + " more than once, so rows would count more than once; join by a column without duplicates");
        }
    }

    void define(String name, DerivedViewDefinition view) throws SQLException {
        create(name, select(view));
        keep(name, null);
    }

    private static String select(DerivedViewDefinition view) {
        if (view instanceof Grouped grouped) {
            return grouped(grouped);
        }
        return view instanceof Pivot pivot ? pivot(pivot) : unpivot((Unpivot) view);
    }

    /** Returns the statement for the rows of an aggregate, in no order. */
    static String grouped(Grouped grouped) {
        var columns = new ArrayList<String>();
        var by = grouped.by().stream().map(Joins::base).toList();
        for (int i = 0; i < by.size(); i++) {
            columns.add(by.get(i) + " AS " + Sql.column(grouped.by().get(i)));
        }
        columns.add("count(*) AS " + Sql.column(grouped.count()));
        grouped.sums()
                .forEach(sum -> columns.add("sum(" + Joins.base(sum.column()) + ") AS " + Sql.column(sum.name())));
        return "SELECT " + String.join(", ", columns) + " FROM " + Sql.name(grouped.source()) + " b GROUP BY "
                + String.join(", ", by);
    }

    private void create(String name, String select) throws SQLException {
        session.execute("CREATE VIEW " + Sql.sheet(name) + " AS " + select);
    }

    private void keep(String name, @Nullable String definition) throws SQLException {
        forget(name); // what another tool dropped may have had it
        session.update(Sql.of(
                "INSERT INTO workbook.ducksheet.defined_view VALUES (CAST(? AS VARCHAR), CAST(? AS VARCHAR))",
                name,
                definition));
    }

    private static String pivot(Pivot pivot) {
        var columns = new ArrayList<String>();
        pivot.rows().forEach(row -> columns.add(Sql.column(row)));
        var heading = pivot.part() == Part.VALUE
                ? Sql.column(pivot.column())
                : Axes.shown(pivot.part(), Sql.column(pivot.column()));
        for (var value : pivot.headings()) {
            var test = value.isNull() ? heading + " IS NULL" : heading + " = " + literal(value);
            columns.add("sum(" + Sql.column(pivot.value()) + ") FILTER (WHERE " + test + ") AS "
                    + Sql.column(value.display()));
        }
        return "SELECT " + String.join(", ", columns) + " FROM " + Sql.name(pivot.source()) + " GROUP BY ALL";
    }

    private static String unpivot(Unpivot unpivot) {
        var cells = unpivot.columns().stream()
                .map(column -> "{'name': " + Sql.literal(column) + ", 'cell': " + Sql.column(column) + "}")
                .collect(Collectors.joining(", ", "unnest([", "])"));
        var kept = unpivot.keep();
        var read = kept.stream().map(name -> Sql.column(name) + ", ").collect(Collectors.joining());
        var aliases =
                IntStream.range(0, kept.size()).mapToObj(i -> "k" + i + ", ").collect(Collectors.joining());
        var shown = IntStream.range(0, kept.size())
                .mapToObj(i -> "k" + i + " AS " + Sql.column(kept.get(i)) + ", ")
                .collect(Collectors.joining());
        return "SELECT " + shown + "u.name AS " + Sql.column(unpivot.nameColumn()) + ", u.cell AS "
                + Sql.column(unpivot.valueColumn()) + " FROM (SELECT " + read + cells + " FROM "
                + Sql.name(unpivot.source()) + ") s(" + aliases + "u) WHERE u.cell IS NOT NULL";
    }

    /** Views take no parameters. */
    private static String literal(CellValue value) {
        if (value instanceof CellValue.Exact exact) {
            return exact.number().toPlainString();
        }
        if (value instanceof CellValue.Text text) {
            return Sql.literal(text.text());
        }
        if (value instanceof CellValue.Bool bool) {
            return Boolean.toString(bool.value());
        }
        var type =
                value instanceof CellValue.Floating ? "DOUBLE" : value instanceof CellValue.Date ? "DATE" : "TIMESTAMP";
        return "CAST(" + Sql.literal(value.display()) + " AS " + type + ")";
    }
}
