package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.port.out.LeafKeys;
import dev.ducksheet.core.port.out.RollupRow;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.Leaves;
import dev.ducksheet.core.spread.Tree;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Applies a spread: plans it, writes the leaves that change, and finds the rollup rows that show it. */
final class SpreadEdit {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;

    SpreadEdit(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Throws a {@code RefusedException}, before anything is written, if the spread has no plan. */
    Effect apply(BoundUpdate.Spread update) {
        var target = update.target();
        var planned = new SpreadPlanner(transaction, catalog).plan(update);
        var changed = SpreadPlanner.changed(planned);
        if (changed.rowIds().length == 0) {
            return new Effect(0, List.of());
        }
        var moves = rollupsShowing(target).stream()
                .map(rollup -> move(rollup, target, changed))
                .toList();
        transaction.write(target.base(), target.stored(), changed.rowIds(), changed.amounts());
        var rows = new ArrayList<>(baseRows(target, planned, changed));
        moves.forEach(move -> rows.addAll(move.get()));
        return new Effect(changed.rowIds().length, rows);
    }

    /** Reads what has to be read before the write; returns what tells after it which rows of the rollup show it. */
    private Supplier<List<ChangedRow>> move(Rollup rollup, Target target, SpreadPlanner.Changed changed) {
        var keys = transaction.leafKeys(rollup, changed.rowIds());
        var over = rollup.measuresOver(target.stored().name());
        if (over.stream().allMatch(Measure::isEditable)) {
            return () -> movedRows(rollup, target, keys, changed);
        }
        var touched = new HashSet<RollupKey>();
        rollup.groupingSets().forEach(set -> keys.keys().forEach(key -> touched.add(key.in(set))));
        var shown = new ShownRows(transaction, rollup, touched);
        return () ->
                shown.changes(changedRows, rollup.measureTelling(target.stored().name()));
    }

    private List<Rollup> rollupsShowing(Target target) {
        return catalog.rollupsOver(target.base().name()).stream()
                .filter(rollup -> rollup.base().name().equals(target.base().name()))
                .filter(rollup -> !rollup.measuresOver(target.stored().name()).isEmpty())
                .toList();
    }

    private List<ChangedRow> baseRows(Target target, SpreadPlanner.Planned planned, SpreadPlanner.Changed changed) {
        if (changed.rowIds().length > Change.MAX_BASE_ROWS) {
            return List.of();
        }
        var rowIds = IntStream.of(changed.leaves())
                .boxed()
                .sorted(Comparator.comparing(leaf -> planned.set().order().ordinal(leaf)))
                .mapToLong(leaf -> planned.set().rowIds()[leaf])
                .toArray();
        return transaction.rows(target.base(), rowIds).stream()
                .map(cells -> changedRows.ofTable(target.base(), target.stored().name(), cells))
                .toList();
    }

    /** Returns the rows whose sums moved. */
    private List<ChangedRow> movedRows(Rollup rollup, Target target, LeafKeys keys, SpreadPlanner.Changed changed) {
        var measure = rollup.measureTelling(target.stored().name());
        int place = rollup.measures().indexOf(measure);
        var deltas = deltas(
                rollup,
                keys,
                changed.before(),
                changed.amounts(),
                target.stored().type());
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
            if (before.isNull(leaf) && !after.isNull(leaf)) {
                gained[keys.keyOf()[leaf]]++;
            }
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
     * @param gained how many leaves have a value now and had none
     */
    private record Delta(BigDecimal amount, long gained) {
        static final Delta NONE = new Delta(BigDecimal.ZERO, 0);

        Delta plus(Delta other) {
            return new Delta(amount.add(other.amount), gained + other.gained);
        }

        /** Says whether the row shows another total, given how many of its leaves have a value now. */
        boolean shows(long count) {
            return amount.signum() != 0 || (gained > 0 && gained == count);
        }
    }
}
