package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL that adds a rollup up. Leaves are first added up by what they themselves hold, join columns and grains; only
 * these few groups are then joined to the dimensions and added up by level. Exact sums do not depend on the way.
 */
final class RollupSql {
    private final Rollup rollup;
    private final UnaryOperator<String> relations;
    /** What the base table gives to each group, by alias g0, g1 and so on. */
    private final Map<String, String> groups = new LinkedHashMap<>();
    /** Each level and axis, in terms of the groups and the dimensions' aliases. */
    private final List<String> levels = new ArrayList<>();

    private final List<String> axes = new ArrayList<>();

    RollupSql(Rollup rollup) {
        this(rollup, Sql::name);
    }

    /** @param relations what is read in the place of the table of a name */
    RollupSql(Rollup rollup, UnaryOperator<String> relations) {
        this.rollup = rollup;
        this.relations = relations;
        rollup.joins().forEach(join -> group(Joins.base(join.baseColumn())));
        rollup.levels().forEach(level -> levels.add(shown(level.source(), Axis.Part.VALUE)));
        rollup.axes().forEach(axis -> axes.add(shown(axis.source(), axis.part())));
    }

    private String group(String expression) {
        return groups.computeIfAbsent(expression, e -> "g" + groups.size());
    }

    private String shown(ColumnRef source, Axis.Part part) {
        return source.table().equals(rollup.base().name())
                ? Axes.text(part, "f." + group(Axes.grain(part, Joins.base(source.column()))))
                : Axes.shown(part, alias(Joins.join(rollup, source)) + "." + Sql.column(source.column()));
    }

    private String alias(Join join) {
        return "d" + rollup.joins().indexOf(join);
    }

    /** Returns the definition of the view, every grouping set in one. */
    String view() {
        var columns = new ArrayList<String>();
        for (int i = 0; i < levels.size(); i++) {
            columns.add(
                    levels.get(i) + " AS " + Sql.column(rollup.levels().get(i).name()));
        }
        for (int i = 0; i < axes.size(); i++) {
            columns.add(axes.get(i) + " AS " + Sql.column(rollup.axes().get(i).name()));
        }
        for (int i = 0; i < rollup.measures().size(); i++) {
            columns.add(
                    measure(i) + " AS " + Sql.column(rollup.measures().get(i).name()));
        }
        columns.add(groupingSetId() + " AS " + Sql.column(Rollup.GROUPING_SET_ID));
        return "SELECT " + String.join(", ", columns) + "\nFROM ("
                + fine(Sql.NONE, false).text() + ") f" + dimensions() + groupedBy();
    }

    /** Returns what a measure shows: see {@link Aggregate#shown}. */
    private String measure(int place) {
        var measure = rollup.measures().get(place);
        return switch (measure.aggregate()) {
            case COUNT -> count(place);
            case AVG -> average(place, rollup.stored(measure).type());
            default -> total(place);
        };
    }

    private String total(int place) {
        return switch (rollup.measures().get(place).aggregate()) {
            case COUNT -> "CAST(NULL AS BIGINT)";
            case MIN -> "min(f.s" + place + ")";
            case MAX -> "max(f.s" + place + ")";
            case SUM, AVG -> "sum(f.s" + place + ")";
        };
    }

    private static String count(int place) {
        return "CAST(sum(f.n" + place + ") AS BIGINT)";
    }

    /** An exact sum is made a double by way of its digits, because DuckDB's cast of more than 53 bits is not the nearest. */
    private String average(int place, ColumnType type) {
        var count = "CAST(" + count(place) + " AS DOUBLE)";
        if (!type.isExact()) {
            return total(place) + " / " + count;
        }
        var unit = "e" + type.scale();
        return "CAST(CAST(" + total(place) + " AS VARCHAR) || '" + unit + "' AS DOUBLE) / (" + count + " * 1" + unit
                + ")";
    }

    /**
     * Returns the rows of every grouping set: levels, axes, totals, counts and the grouping set's id.
     *
     * @param where tests the leaves, called b; empty for all
     */
    Sql rows(Sql where) {
        var columns = new ArrayList<>(keyColumns());
        for (int i = 0; i < rollup.measures().size(); i++) {
            columns.add(total(i));
        }
        for (int i = 0; i < rollup.measures().size(); i++) {
            columns.add(count(i));
        }
        columns.add(groupingSetId());
        return Sql.of("SELECT " + String.join(", ", columns) + " FROM (")
                .plus(fine(where, true))
                .plus(") f" + dimensions() + groupedBy());
    }

    private String groupingSetId() {
        return Stream.concat(axes.stream(), levels.stream())
                .collect(Collectors.joining(", ", "CAST(grouping(", ") AS INTEGER)"));
    }

    private String groupedBy() {
        return rollup.groupingSets().stream()
                        .map(this::group)
                        .collect(Collectors.joining(", ", "\nGROUP BY GROUPING SETS (", ")"))
                + (rollup.groupingSets().stream().anyMatch(RollupSql::isTotal) ? "\nHAVING count(*) > 0" : "");
    }

    /** Says whether there is one row for all leaves, which SQL has even where there are none. */
    private static boolean isTotal(GroupingSet set) {
        return set.depth() == 0 && set.axes().isEmpty();
    }

    private String group(GroupingSet set) {
        return Stream.concat(
                        levels.subList(0, set.depth()).stream(),
                        set.axes().stream().map(axes::get))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Returns the distinct finest rows' levels and axes. */
    Sql keys(Sql where) {
        return Sql.of("SELECT DISTINCT " + String.join(", ", keyColumns()) + " FROM (SELECT DISTINCT " + groupColumns())
                .plus(leaves(where))
                .plus(") f" + dimensions());
    }

    private List<String> keyColumns() {
        var columns = new ArrayList<String>();
        for (int i = 0; i < levels.size(); i++) {
            columns.add(Types.shown(rollup.columns().get(i).type(), levels.get(i)));
        }
        for (int i = 0; i < axes.size(); i++) {
            columns.add(Types.shown(rollup.columns().get(levels.size() + i).type(), axes.get(i)));
        }
        return columns;
    }

    private Sql fine(Sql where, boolean counted) {
        var columns = new ArrayList<String>();
        columns.add(groupColumns());
        for (int i = 0; i < rollup.measures().size(); i++) {
            var measure = rollup.measures().get(i);
            var column = Joins.base(measure.column());
            switch (measure.aggregate()) {
                case MIN -> columns.add("min(" + column + ") AS s" + i);
                case MAX -> columns.add("max(" + column + ") AS s" + i);
                case SUM, AVG -> columns.add("sum(" + column + ") AS s" + i);
                case COUNT -> {}
            }
            if (counted || measure.aggregate() == Aggregate.COUNT || measure.aggregate() == Aggregate.AVG) {
                columns.add("count(" + column + ") AS n" + i);
            }
        }
        return Sql.of("SELECT " + String.join(", ", columns))
                .plus(leaves(where))
                .plus(" GROUP BY ALL");
    }

    private String groupColumns() {
        return groups.entrySet().stream()
                .map(entry -> entry.getKey() + " AS " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private Sql leaves(Sql where) {
        var from = " FROM " + relations.apply(rollup.base().name()) + " " + Joins.BASE;
        return where.text().isEmpty() ? Sql.of(from) : Sql.of(from + " WHERE ").plus(where);
    }

    private String dimensions() {
        return rollup.joins().stream()
                .map(join -> " LEFT JOIN " + relations.apply(join.table()) + " " + alias(join) + " ON f."
                        + group(Joins.base(join.baseColumn())) + " = " + alias(join) + "." + Sql.column(join.column()))
                .collect(Collectors.joining());
    }
}
