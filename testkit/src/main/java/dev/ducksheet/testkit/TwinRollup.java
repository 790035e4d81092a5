package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.CellComparison;
import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionEvaluator;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellOrder;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.NodeAddress;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.RollupRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A rollup by brute force: every leaf is looked up in every dimension and added to every row that counts it. */
final class TwinRollup {
    private final TwinState state;
    private final Rollup rollup;

    TwinRollup(TwinState state, Rollup rollup) {
        this.state = state;
        this.rollup = rollup;
    }

    /** Returns where each leaf is, leaves by place. */
    List<RollupKey> leafKeys() {
        return IntStream.range(0, baseRows().size()).mapToObj(this::leafKey).toList();
    }

    RollupKey leafKey(int leaf) {
        var path = rollup.levels().stream()
                .map(level -> source(leaf, level.source()))
                .toList();
        var axes = rollup.axes().stream()
                .map(axis -> part(axis.part(), source(leaf, axis.source())))
                .toList();
        return RollupKey.ofLeaf(path, axes);
    }

    /** Returns the rows of every grouping set that count the leaf. */
    List<RollupKey> keysOf(int leaf) {
        return rollup.groupingSets().stream().map(set -> leafKey(leaf).in(set)).toList();
    }

    /** Returns the leaves that a row of {@code table}, the base or a dimension, has a part in. */
    List<Integer> leavesOf(Table table, int row) {
        if (table.name().equals(rollup.base().name())) {
            return List.of(row);
        }
        var leaves = new ArrayList<Integer>();
        for (int leaf = 0; leaf < baseRows().size(); leaf++) {
            for (var join : rollup.joins()) {
                if (join.table().equals(table.name()) && joined(leaf, join) == row) {
                    leaves.add(leaf);
                }
            }
        }
        return leaves;
    }

    /** Returns all rows, the finest grouping set first. */
    Map<RollupKey, RollupRow> rows() {
        var leavesByKey = new LinkedHashMap<RollupKey, List<Integer>>();
        var finest = leafKeys();
        for (var set : rollup.groupingSets()) {
            for (int leaf = 0; leaf < finest.size(); leaf++) {
                var key = finest.get(leaf).in(set);
                leavesByKey.computeIfAbsent(key, k -> new ArrayList<>()).add(leaf);
            }
        }
        var rows = new LinkedHashMap<RollupKey, RollupRow>();
        leavesByKey.forEach((key, leaves) -> rows.put(key, row(key, leaves)));
        return rows;
    }

    /** Returns the cells of a row, in the order of the rollup's columns. */
    List<CellValue> cells(RollupRow row) {
        var cells = new ArrayList<>(row.key().path());
        while (cells.size() < rollup.levels().size()) {
            cells.add(CellValue.none());
        }
        cells.addAll(row.key().axes());
        cells.addAll(row.shown(rollup));
        cells.add(CellValue.of(row.key().set()));
        return cells;
    }

    /** Returns each node of a grouping set that the condition matches, with the axes that it names. */
    Set<NodeAddress> nodes(GroupingSet set, Condition condition) {
        var named = condition.columns().stream().map(ColumnName::name).toList();
        var nodes = new LinkedHashSet<NodeAddress>();
        for (var key : leafKeys()) {
            if (matches(condition, set, key)) {
                var axes = new HashMap<>(axes(set, key));
                axes.keySet().retainAll(named);
                nodes.add(new NodeAddress(key.in(set).path(), axes));
            }
        }
        return nodes;
    }

    boolean isUnder(RollupKey leaf, NodeAddress node) {
        return leaf.path().subList(0, node.path().size()).equals(node.path())
                && axes(rollup.leafSet(), leaf)
                        .entrySet()
                        .containsAll(node.axes().entrySet());
    }

    /** Says whether a condition holds where the leaf is by all levels and axes. */
    boolean matches(Condition condition, RollupKey leaf) {
        return matches(condition, rollup.leafSet(), leaf);
    }

    private boolean matches(Condition condition, GroupingSet set, RollupKey leaf) {
        var row = new HashMap<String, CellValue>();
        rollup.levels().forEach(level -> row.put(level.name(), CellValue.none()));
        rollup.axes().forEach(axis -> row.put(axis.name(), CellValue.none()));
        for (int i = 0; i < set.depth(); i++) {
            row.put(rollup.levels().get(i).name(), leaf.path().get(i));
        }
        row.putAll(axes(set, leaf));
        row.put(Rollup.GROUPING_SET_ID, CellValue.of(set.id()));
        return ConditionEvaluator.evaluate(condition, name -> present(row, name))
                .orElse(false);
    }

    private CellValue present(Map<String, CellValue> row, String name) {
        var cell = row.get(name);
        if (cell == null) {
            throw new IllegalArgumentException(name + " is no level or axis of rollup " + rollup.name());
        }
        return cell;
    }

    /** Returns the values of the axes that a grouping set shows. */
    private Map<String, CellValue> axes(GroupingSet set, RollupKey leaf) {
        var axes = new HashMap<String, CellValue>();
        set.axes()
                .forEach(place ->
                        axes.put(rollup.axes().get(place).name(), leaf.axes().get(place)));
        return axes;
    }

    private RollupRow row(RollupKey key, List<Integer> leaves) {
        var totals = new ArrayList<CellValue>();
        var counts = new ArrayList<Long>();
        for (var measure : rollup.measures()) {
            var amounts = amounts(measure, leaves);
            totals.add(total(measure.aggregate(), amounts));
            counts.add((long) amounts.size());
        }
        return new RollupRow(key, totals, counts);
    }

    private List<CellValue> amounts(Measure measure, List<Integer> leaves) {
        return leaves.stream()
                .map(leaf -> state.cell(rollup.base(), baseRows().get(leaf), measure.column()))
                .filter(cell -> !cell.isNull())
                .toList();
    }

    private static CellValue total(Aggregate aggregate, List<CellValue> cells) {
        return switch (aggregate) {
            case SUM, AVG -> sum(cells);
            case MIN -> cells.stream().min(CellOrder.INSTANCE).orElse(CellValue.none());
            case MAX -> cells.stream().max(CellOrder.INSTANCE).orElse(CellValue.none());
            case COUNT -> CellValue.none();
        };
    }

    static CellValue sum(List<CellValue> cells) {
        if (cells.isEmpty()) {
            return CellValue.none();
        }
        if (cells.get(0) instanceof CellValue.Floating) {
            return CellValue.of(cells.stream()
                    .mapToDouble(cell -> ((CellValue.Floating) cell).number())
                    .sum());
        }
        return CellValue.of(
                cells.stream().map(cell -> ((CellValue.Exact) cell).number()).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private CellValue source(int leaf, ColumnRef ref) {
        if (ref.table().equals(rollup.base().name())) {
            return state.cell(rollup.base(), baseRows().get(leaf), ref.column());
        }
        for (var join : rollup.joins()) {
            if (join.table().equals(ref.table())) {
                int row = joined(leaf, join);
                return row < 0
                        ? CellValue.none()
                        : state.cell(dimension(join), state.rows(join.table()).get(row), ref.column());
            }
        }
        throw new IllegalArgumentException(ref + " is not within reach of rollup " + rollup.name());
    }

    /** Returns the place of the dimension row that the leaf finds, or -1. */
    private int joined(int leaf, Join join) {
        var wanted = state.cell(rollup.base(), baseRows().get(leaf), join.baseColumn());
        var rows = state.rows(join.table());
        for (int i = 0; i < rows.size() && !wanted.isNull(); i++) {
            var found = state.cell(dimension(join), rows.get(i), join.column());
            if (!found.isNull() && CellComparison.compare(found, wanted) == 0) {
                return i;
            }
        }
        return -1;
    }

    private Table dimension(Join join) {
        return state.table(join.table());
    }

    private List<List<CellValue>> baseRows() {
        return state.rows(rollup.base().name());
    }

    static CellValue part(Axis.Part part, CellValue cell) {
        if (part == Axis.Part.VALUE || cell.isNull()) {
            return cell;
        }
        var day = cell instanceof CellValue.Timestamp timestamp
                ? timestamp.time().toLocalDate()
                : ((CellValue.Date) cell).day();
        return CellValue.of(text(part, day));
    }

    private static String text(Axis.Part part, LocalDate day) {
        int year = day.getYear();
        return switch (part) {
            case VALUE, DAY -> day.toString();
            case YEAR -> "%04d".formatted(year);
            case QUARTER -> "%04d-Q%d".formatted(year, day.get(IsoFields.QUARTER_OF_YEAR));
            case MONTH -> "%04d-%02d".formatted(year, day.getMonthValue());
            case WEEK ->
                "%04d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        };
    }
}
