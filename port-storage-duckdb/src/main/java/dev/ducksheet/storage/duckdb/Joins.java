package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The FROM clause of a statement over the leaves of one base table, called b, and the dimensions that it uses. */
final class Joins {
    static final String BASE = "b";

    private final Table base;
    private final Map<Join, String> aliases = new LinkedHashMap<>();
    private final Map<String, String> representatives = new LinkedHashMap<>();

    Joins(Table base) {
        this.base = base;
    }

    /** Returns the alias of a dimension, which is joined from now on. */
    String alias(Join join) {
        return aliases.computeIfAbsent(join, j -> "d" + aliases.size());
    }

    /** Returns a column of the base table. */
    static String base(String column) {
        return BASE + "." + Sql.column(column);
    }

    /** Returns the column that a level or axis of {@code rollup} shows. */
    String column(Rollup rollup, ColumnRef ref) {
        return ref.table().equals(base.name())
                ? base(ref.column())
                : alias(join(rollup, ref)) + "." + Sql.column(ref.column());
    }

    static Join join(Rollup rollup, ColumnRef ref) {
        return rollup.joins().stream()
                .filter(join -> join.table().equals(ref.table()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ref + " is out of reach of rollup " + rollup.name()));
    }

    /** Returns the row id of one row of the base table that holds the same in {@code column}; NULL if it is empty. */
    String representative(String column) {
        return representatives.computeIfAbsent(column, c -> "r" + representatives.size()) + ".place";
    }

    /** Returns the FROM clause with all dimensions that were asked for. */
    String from() {
        return "FROM " + Sql.sheet(base.name()) + " " + BASE
                + aliases.entrySet().stream()
                        .map(entry -> joined(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining())
                + representatives.entrySet().stream()
                        .map(entry -> represented(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }

    private String represented(String column, String alias) {
        return " LEFT JOIN (SELECT " + Sql.column(column) + " AS content, min(rowid) AS place FROM "
                + Sql.sheet(base.name()) + " GROUP BY ALL) " + alias + " ON " + base(column) + " = " + alias
                + ".content";
    }

    private static String joined(Join join, String alias) {
        return " LEFT JOIN " + Sql.sheet(join.table()) + " " + alias + " ON " + base(join.baseColumn()) + " = " + alias
                + "." + Sql.column(join.column());
    }

    /** Resolves the columns of the base table. */
    ConditionSql.Columns baseColumns() {
        return name -> ConditionSql.Operand.of(type(base.column(name), name), base(name));
    }

    /** Resolves what a condition over a rollup may name, in a grouping set: what is added up is empty there. */
    ConditionSql.Columns rollupColumns(Rollup rollup, GroupingSet set) {
        return name -> {
            var type = type(rollup.column(name), name);
            if (name.equals(Rollup.GROUPING_SET_ID)) {
                return ConditionSql.Operand.of(type, Integer.toString(set.id()));
            }
            for (int i = 0; i < rollup.levels().size(); i++) {
                var level = rollup.levels().get(i);
                if (level.name().equals(name)) {
                    return i < set.depth()
                            ? ConditionSql.Operand.of(type, column(rollup, level.source()))
                            : addedUp(type);
                }
            }
            return axis(rollup, set, name, type);
        };
    }

    private static ConditionSql.Operand addedUp(ColumnType type) {
        return ConditionSql.Operand.of(type, "CAST(NULL AS " + sqlType(type) + ")");
    }

    private ConditionSql.Operand axis(Rollup rollup, GroupingSet set, String name, ColumnType type) {
        Axis axis = rollup.axes().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no level or axis of " + rollup.name()));
        if (!set.axes().contains(rollup.axes().indexOf(axis))) {
            return addedUp(type);
        }
        var column = column(rollup, axis.source());
        var shown = axis.part() == Axis.Part.VALUE ? Types.shown(type, column) : Axes.shown(axis.part(), column);
        return new ConditionSql.Operand(type, shown, column, axis.part());
    }

    private static String sqlType(ColumnType type) {
        return type instanceof ColumnType.Opaque ? "VARCHAR" : type.sqlName();
    }

    private static ColumnType type(java.util.Optional<dev.ducksheet.core.model.Column> column, String name) {
        return column.orElseThrow(() -> new IllegalArgumentException("there is no column " + name))
                .type();
    }
}
