package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.Leaves;
import dev.ducksheet.core.spread.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The totals that move with many leaves of one measure, none of which moves to another node. */
final class MovedTotals {
    private final WorkbookTransaction transaction;
    private final Column column;
    private final List<Move> moves;

    /** Tells which rows of one rollup show something else, when the leaves are written. */
    @FunctionalInterface
    private interface Move {
        List<ChangedRow> changes(ChangedRows changedRows, Amounts before, Amounts after);
    }

    /** Finds where the leaves count; before they are written, while that is still known. */
    MovedTotals(WorkbookTransaction transaction, Catalog catalog, Table table, Column column, long[] rowIds) {
        this.transaction = transaction;
        this.column = column;
        this.moves = catalog.rollupsOver(table.name()).stream()
                .filter(rollup -> rollup.base().name().equals(table.name()))
                .filter(rollup -> !rollup.measuresOver(column.name()).isEmpty())
                .map(rollup -> move(rollup, rowIds))
                .toList();
    }

    private Move move(Rollup rollup, long[] rowIds) {
        var keys = transaction.leafKeys(rollup, rowIds);
        if (rollup.measuresOver(column.name()).stream().allMatch(Measure::isEditable)) {
            return (changedRows, before, after) -> changes(changedRows, rollup, keys, before, after);
        }
        var touched = new HashSet<RollupKey>();
        rollup.groupingSets().forEach(set -> keys.keys().forEach(key -> touched.add(key.in(set))));
        var shown = new ShownRows(transaction, rollup, touched);
        return (changedRows, before, after) -> shown.changes(changedRows, rollup.measureTelling(column.name()));
    }

    /** Returns the rollup rows that show something else, when the leaves are written. */
    List<ChangedRow> changes(ChangedRows changedRows, Amounts before, Amounts after) {
        var rows = new ArrayList<ChangedRow>();
        moves.forEach(move -> rows.addAll(move.changes(changedRows, before, after)));
        return rows;
    }

    private List<ChangedRow> changes(
            ChangedRows changedRows, Rollup rollup, LeafKeys keysOfLeaves, Amounts before, Amounts after) {
        var measure = rollup.measureTelling(column.name());
        int place = rollup.measures().indexOf(measure);
        var deltas = deltas(rollup, keysOfLeaves, before, after, column.type());
        return transaction.rollupRows(rollup, deltas.keySet()).stream()
                .filter(row -> deltas.getOrDefault(row.key(), Delta.NONE)
                        .shows(row.counts().get(place)))
                .sorted(Comparator.comparing(RollupRow::key, ChangedRows.KEY_ORDER))
                .map(row -> changedRows.ofRollup(rollup, measure, row))
                .toList();
    }

    /** Returns by how much the leaves moved each rollup row that counts one of them. */
    private static Map<RollupKey, Delta> deltas(
            Rollup rollup, LeafKeys keys, Amounts before, Amounts after, ColumnType type) {
        var tree = Tree.of(new int[keys.keys().size()]);
        var leaves = Leaves.of(before).under(keys.keyOf());
        var old = tree.totals(1, leaves, before);
        var now = tree.totals(1, leaves, after);
        var gained = gained(keys, before, after);
        var deltas = new HashMap<RollupKey, Delta>();
        for (int i = 0; i < gained.length; i++) {
            var delta = new Delta(difference(old.value(i, type.summed()), now.value(i, type.summed())), gained[i]);
            for (var set : rollup.groupingSets()) {
                deltas.merge(keys.keys().get(i).in(set), delta, Delta::plus);
            }
        }
        return deltas;
    }

    private static long[] gained(LeafKeys keys, Amounts before, Amounts after) {
        var gained = new long[keys.keys().size()];
        for (int leaf = 0; leaf < before.size(); leaf++) {
            gained[keys.keyOf()[leaf]] += (before.isNull(leaf) ? 1 : 0) - (after.isNull(leaf) ? 1 : 0);
        }
        return gained;
    }

    private static BigDecimal difference(CellValue before, CellValue after) {
        return number(after).subtract(number(before));
    }

    private static BigDecimal number(CellValue value) {
        if (value instanceof CellValue.Floating floating) {
            return new BigDecimal(floating.number());
        }
        return value instanceof CellValue.Exact exact ? exact.number() : BigDecimal.ZERO;
    }

    /**
     * How leaves moved a rollup row.
     *
     * @param amount what the total gained
     * @param gained how many more leaves have a value now
     */
    private record Delta(BigDecimal amount, long gained) {
        static final Delta NONE = new Delta(BigDecimal.ZERO, 0);

        Delta plus(Delta other) {
            return new Delta(amount.add(other.amount), gained + other.gained);
        }

        /** Says whether the row shows another total, given how many of its leaves have a value now. */
        boolean shows(long count) {
            return amount.signum() != 0 || (count == 0) != (count == gained);
        }
    }
}
