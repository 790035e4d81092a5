package dev.ducksheet.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a user writes to define a rollup; names only, not yet checked against the tables.
 *
 * @param groupingSets each the names of the levels and axes by which rows are shown, as in SQL's GROUPING SETS
 */
public record RollupDefinition(
        String name,
        String base,
        List<Join> joins,
        List<Level> levels,
        List<Axis> axes,
        List<Measure> measures,
        List<List<String>> groupingSets) {

    /** Copies the lists. */
    public RollupDefinition {
        joins = List.copyOf(joins);
        levels = List.copyOf(levels);
        axes = List.copyOf(axes);
        measures = List.copyOf(measures);
        groupingSets = groupingSets.stream().map(List::copyOf).toList();
    }

    /** Defines a rollup that shows every prefix of the levels, with all axes. */
    public RollupDefinition(
            String name, String base, List<Join> joins, List<Level> levels, List<Axis> axes, List<Measure> measures) {
        this(
                name,
                base,
                joins,
                levels,
                axes,
                measures,
                GroupingSets.over(levels, axes).everyPrefix());
    }

    /** Returns the same with other grouping sets. */
    public RollupDefinition showing(List<List<String>> sets) {
        return new RollupDefinition(name, base, joins, levels, axes, measures, sets);
    }

    /**
     * Returns the grouping sets, the finest first.
     *
     * @throws UnresolvableException if one of them, or all of them together, do not fit the levels and axes
     */
    public List<GroupingSet> resolveGroupingSets() {
        return GroupingSets.over(levels, axes).readAll(groupingSets);
    }

    /**
     * Returns one of the grouping sets.
     *
     * @param place in {@link #groupingSets}
     * @throws UnresolvableException if it does not fit the levels and axes
     */
    public GroupingSet resolveGroupingSet(int place) {
        return GroupingSets.over(levels, axes).read(groupingSets.get(place));
    }

    /**
     * Checks the names and types against {@code tables} and derives the columns. A sum of whole
     * numbers is a whole number of 128 bits, a sum of decimals a decimal of 38 digits, a sum of
     * doubles a double; a number of cells is a BIGINT, an average a double, the smallest and the largest are what the
     * column is.
     *
     * @throws UnresolvableException naming the first part that does not fit, and what would
     */
    public Rollup resolve(Map<String, Table> tables) {
        var baseTable = table(tables, base);
        joins.forEach(join -> checkJoin(tables, baseTable, join));
        var columns = new ArrayList<Column>();
        levels.forEach(level -> columns.add(
                Column.of(level.name(), source(tables, level.source()).type())));
        axes.forEach(axis -> columns.add(Column.of(axis.name(), axisType(tables, axis))));
        measures.forEach(measure -> columns.add(Column.of(measure.name(), measureType(baseTable, measure))));
        columns.add(new Column(Rollup.GROUPING_SET_ID, ColumnType.integer(), false));
        return new Rollup(name, baseTable, joins, levels, axes, measures, resolveGroupingSets(), columns);
    }

    private static void checkJoin(Map<String, Table> tables, Table base, Join join) {
        column(table(tables, join.table()), join.column());
        column(base, join.baseColumn());
    }

    private Column source(Map<String, Table> tables, ColumnRef ref) {
        boolean reachable = ref.table().equals(base)
                || joins.stream().anyMatch(join -> join.table().equals(ref.table()));
        if (!reachable) {
            throw new UnresolvableException(
                    "rollup " + name + " uses " + ref + ", but " + ref.table() + " is neither its base nor joined");
        }
        return column(table(tables, ref.table()), ref.column());
    }

    private ColumnType axisType(Map<String, Table> tables, Axis axis) {
        var type = source(tables, axis.source()).type();
        if (axis.part() == Axis.Part.VALUE) {
            return type;
        }
        if (!type.equals(ColumnType.Simple.DATE) && !type.equals(ColumnType.Simple.TIMESTAMP)) {
            throw new UnresolvableException(
                    axis.source() + " is " + type.sqlName() + "; " + axis.part() + " needs a DATE or TIMESTAMP");
        }
        return ColumnType.Simple.TEXT;
    }

    private static ColumnType measureType(Table base, Measure measure) {
        var type = column(base, measure.column()).type();
        measure.aggregate().objection(type).ifPresent(objection -> {
            throw new UnresolvableException("measure " + measure.name() + " is made of " + base.name() + "."
                    + measure.column() + ", which is " + type.sqlName() + "; " + objection);
        });
        return measure.aggregate().typeOver(type);
    }

    private static Table table(Map<String, Table> tables, String name) {
        var table = tables.get(name);
        if (table == null) {
            throw new UnresolvableException(
                    "there is no table " + name + "; tables: " + String.join(", ", tables.keySet()));
        }
        return table;
    }

    private static Column column(Table table, String name) {
        return table.column(name)
                .orElseThrow(() -> new UnresolvableException("table " + table.name() + " has no column " + name));
    }

    /** Says that a definition does not fit the tables; the message names the part and the remedy. */
    public static final class UnresolvableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** @param message names the part that does not fit, and what would */
        public UnresolvableException(String message) {
            super(message);
        }
    }
}
