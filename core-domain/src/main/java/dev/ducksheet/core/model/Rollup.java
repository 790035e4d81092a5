package dev.ducksheet.core.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A named summary over a base table and the dimension tables joined to it: ordered levels from
 * coarse to fine, axes, and measures. It stores nothing, so it can never disagree with the leaves.
 *
 * <p>Its columns are the levels, the axes, the measures and {@code grouping_set_id}, in this order.
 *
 * @param base the table whose rows are the leaves
 * @param levels from coarse to fine, at least one
 * @param measures at least one
 * @param groupingSets those that have rows, the finest first
 * @param columns the columns with their types, as {@link RollupDefinition#resolve} derives them
 */
public record Rollup(
        String name,
        Table base,
        List<Join> joins,
        List<Level> levels,
        List<Axis> axes,
        List<Measure> measures,
        List<GroupingSet> groupingSets,
        List<Column> columns)
        implements Sheet {

    /** The column that tells which grouping set a row belongs to. */
    public static final String GROUPING_SET_ID = "grouping_set_id";

    /** Refuses a rollup without levels or measures, or whose columns are not those of its parts. */
    public Rollup {
        Names.check("rollup", name);
        joins = List.copyOf(joins);
        levels = List.copyOf(levels);
        axes = List.copyOf(axes);
        measures = List.copyOf(measures);
        groupingSets = List.copyOf(groupingSets);
        columns = List.copyOf(columns);
        var expected = columnNames(levels, axes, measures);
        if (levels.isEmpty() || measures.isEmpty() || new HashSet<>(expected).size() != expected.size()) {
            throw new IllegalArgumentException(
                    "rollup " + name + " needs levels, measures and distinct names: " + expected);
        }
        if (!columns.stream().map(Column::name).toList().equals(expected)) {
            throw new IllegalArgumentException("rollup " + name + " has columns " + columns + ", not " + expected);
        }
    }

    private static List<String> columnNames(List<Level> levels, List<Axis> axes, List<Measure> measures) {
        var names = new ArrayList<String>();
        levels.forEach(level -> names.add(level.name()));
        axes.forEach(axis -> names.add(axis.name()));
        measures.forEach(measure -> names.add(measure.name()));
        names.add(GROUPING_SET_ID);
        return names;
    }

    /** Returns what defines this rollup, the grouping sets in their order here. */
    public RollupDefinition definition() {
        var named = GroupingSets.over(levels, axes);
        var sets = groupingSets.stream().map(named::names).toList();
        return new RollupDefinition(name, base.name(), joins, levels, axes, measures, sets);
    }

    /** Returns the grouping set that shows all levels and axes, whether or not it has rows here. */
    public GroupingSet leafSet() {
        int all = axes.size();
        return GroupingSet.of(
                levels.size(),
                all,
                levels.size(),
                IntStream.range(0, all).boxed().toList());
    }

    /**
     * Returns the depths at which the leaves under a node are shown, coarse to fine: those of the grouping sets that are
     * deeper and tell the axes apart that the node pins.
     */
    public List<Integer> depthsBelow(NodeAddress node) {
        return groupingSets.stream()
                .filter(set -> set.depth() > node.path().size()
                        && tells(set, node.axes().keySet()))
                .map(GroupingSet::depth)
                .distinct()
                .sorted()
                .toList();
    }

    /** Says whether a grouping set shows all of these axes. */
    public boolean tells(GroupingSet set, Set<String> pinned) {
        return IntStream.range(0, axes.size())
                .filter(place -> pinned.contains(axes.get(place).name()))
                .allMatch(set.axes()::contains);
    }

    /** Returns the measure of that name. */
    public Optional<Measure> measure(String name) {
        return measures.stream().filter(measure -> measure.name().equals(name)).findFirst();
    }

    /** Says whether a change of {@code column} moves leaves from one row of this rollup to another. */
    public boolean isAddressedBy(ColumnRef column) {
        return levels.stream().anyMatch(level -> level.source().equals(column))
                || axes.stream().anyMatch(axis -> axis.source().equals(column))
                || joins.stream().anyMatch(join -> joins(join, column));
    }

    /** Says whether a change of {@code column} may change what this rollup shows. */
    public boolean shows(ColumnRef column) {
        return isAddressedBy(column)
                || (column.table().equals(base.name())
                        && !measuresOver(column.column()).isEmpty());
    }

    private boolean joins(Join join, ColumnRef column) {
        return column.equals(new ColumnRef(join.table(), join.column()))
                || column.equals(new ColumnRef(base.name(), join.baseColumn()));
    }

    /** Returns the measures whose totals may be beyond what their columns hold. */
    public List<Measure> measuresThatMayOverflow() {
        return measures.stream()
                .filter(measure ->
                        measure.aggregate().addsUp() && stored(measure).type().mayOverflowSummed())
                .toList();
    }

    /** Returns the column of the base table that a measure is made of. */
    public Column stored(Measure measure) {
        return base.column(measure.column()).orElseThrow();
    }

    /** Returns the type of a measure's totals: see {@link Aggregate#typeOfTotal}. */
    public ColumnType typeOfTotal(Measure measure) {
        return measure.aggregate().typeOfTotal(stored(measure).type());
    }

    /** Says whether each of these totals, one for each measure, is one that its column holds. */
    public boolean holds(List<CellValue> totals) {
        for (var measure : measuresThatMayOverflow()) {
            var total = totals.get(measures.indexOf(measure));
            if (total instanceof CellValue.Exact exact && !typeOfTotal(measure).holds(exact.number())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Says whether a change of {@code column} of the base table moves what is shown by exact differences, so that it need
     * not be made of all leaves again. It does if no measure shows the column.
     */
    public boolean movesExactly(Column column) {
        return measuresOver(column.name()).stream()
                .allMatch(measure -> measure.aggregate() == Aggregate.COUNT
                        || (measure.aggregate().addsUp() && column.type().isExact()));
    }

    /** Returns the measure that a change of {@code column} is told by: its sum, if there is one. */
    public Measure measureTelling(String column) {
        var over = measuresOver(column);
        return over.stream()
                .filter(Measure::isEditable)
                .findFirst()
                .orElseGet(() -> (over.isEmpty() ? measures : over).get(0));
    }

    /** Returns the measures that are made of {@code column} of the base table. */
    public List<Measure> measuresOver(String column) {
        return measures.stream()
                .filter(measure -> measure.column().equals(column))
                .toList();
    }
}
