package dev.ducksheet.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a user writes to define a rollup; names only, not yet checked against the tables. */
public record RollupDefinition(
        String name, String base, List<Join> joins, List<Level> levels, List<Axis> axes, List<Measure> measures) {

    /** Copies the lists. */
    public RollupDefinition {
        joins = List.copyOf(joins);
        levels = List.copyOf(levels);
        axes = List.copyOf(axes);
        measures = List.copyOf(measures);
    }

    /**
     * Checks the names and types against {@code tables} and derives the columns. A sum of whole
     * numbers is a whole number of 128 bits, a sum of decimals a decimal of 38 digits, a sum of
     * doubles a double.
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
        measures.forEach(measure -> columns.add(Column.of(measure.name(), sumType(baseTable, measure))));
        columns.add(new Column(Rollup.GROUPING_SET_ID, ColumnType.integer(), false));
        return new Rollup(name, baseTable, joins, levels, axes, measures, columns);
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

    private static ColumnType sumType(Table base, Measure measure) {
        var type = column(base, measure.column()).type();
        if (!type.isNumeric()) {
            throw new UnresolvableException("measure " + measure.name() + " adds up " + base.name() + "."
                    + measure.column() + ", which is " + type.sqlName() + "; a measure needs a number");
        }
        return type.summed();
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
