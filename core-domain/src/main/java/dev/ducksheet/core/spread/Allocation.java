package dev.ducksheet.core.spread;

import dev.ducksheet.core.spread.SpreadResult.Undefined;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One spread: totals are added up from the leaves to the edited node, then targets are divided from there down.
 *
 * @param <N> a vector of numbers
 */
final class Allocation<N> {
    private final Arithmetic<N> arithmetic;
    private final SpreadMethod method;
    private final Leaves leaves;
    private final Tree tree;

    Allocation(Arithmetic<N> arithmetic, SpreadMethod method, Leaves leaves, Tree tree) {
        this.arithmetic = arithmetic;
        this.method = arithmetic.isTargetZero() && leaves.areAllNull() ? SpreadMethod.EQUAL : method;
        this.leaves = leaves;
        this.tree = tree;
    }

    SpreadResult plan() {
        if (leaves.size() == 0) {
            return new SpreadResult.NoLeaves();
        }
        if (leaves.areAllHeld()) {
            return new SpreadResult.AllHeld();
        }
        var notFinite = leaves.firstNodeNotFinite(method.isWeighted());
        if (notFinite.isPresent()) {
            return notFinite(tree.depth(), notFinite.getAsInt());
        }
        var levels = addUp();
        return isFinite(levels.get(0)) ? divide(levels) : notFinite(0, 0);
    }

    /** Returns the cells below each level's nodes, from the edited node's children to the free leaves. */
    private List<Cells<N>> addUp() {
        var levels = new ArrayDeque<Cells<N>>();
        levels.push(freeLeaves());
        for (int level = tree.depth(); level > 0; level--) {
            levels.push(nodes(level, levels.getFirst()));
        }
        return List.copyOf(levels);
    }

    private Cells<N> freeLeaves() {
        var groups = Groups.of(leaves.nodes(), tree.size(tree.depth()), leaves.held());
        N values = arithmetic.amounts(leaves.values(), groups.members());
        boolean byReference = method.isWeighted() && leaves.haveReference();
        N weights = byReference ? arithmetic.amounts(leaves.weights(), groups.members()) : values;
        return Cells.of(arithmetic, groups, values, weights, nullsOf(groups.members()), leaves.order());
    }

    /** Returns the nodes of a level that have cells below them. */
    private Cells<N> nodes(int level, Cells<N> below) {
        var groups = Groups.of(
                tree.parents(level), tree.size(level - 1), below.groups().empty());
        N values = arithmetic.gather(below.totals(), groups.members());
        N weights = below.areWeighedByReference() ? arithmetic.gather(below.weightTotals(), groups.members()) : values;
        return Cells.of(arithmetic, groups, values, weights, new BitSet(), LeafOrder.asGiven());
    }

    private BitSet nullsOf(int[] members) {
        var nulls = new BitSet(members.length);
        for (int i = 0; i < members.length; i++) {
            if (leaves.values().isNull(members[i])) {
                nulls.set(i);
            }
        }
        return nulls;
    }

    /** Says whether the totals could be added up; one that could not spoils that of the edited node. */
    private boolean isFinite(Cells<N> children) {
        return arithmetic.isFinite(children.totals(), 0) && arithmetic.isFinite(children.weightTotals(), 0);
    }

    private SpreadResult divide(List<Cells<N>> levels) {
        N targets = arithmetic.freeTarget(leaves);
        var kept = new BitSet();
        var remainder = new ArrayList<BitSet>();
        for (int level = 0; ; level++) {
            var cells = levels.get(level);
            var split = arithmetic.split(method, cells, targets, kept);
            var undefined = split.divide();
            if (undefined.isPresent()) {
                return new Undefined(Undefined.Reason.SUM_TO_ZERO, level, undefined.getAsInt());
            }
            remainder.add(split.remainder());
            if (level == tree.depth()) {
                return result(cells, split, remainder);
            }
            targets = arithmetic.scatter(split.newValues(), cells.groups().members(), tree.size(level + 1));
            kept = split.keptCells();
        }
    }

    private SpreadResult result(Cells<N> cells, Split<N> split, List<BitSet> remainder) {
        var members = cells.groups().members();
        var overflows = arithmetic.overflows(split.newValues());
        if (!overflows.isEmpty()) {
            return overflow(members, split.newValues(), overflows);
        }
        var values = arithmetic.replace(leaves.values(), members, split.newValues(), split.stillNull());
        return new SpreadResult.Plan(values, changed(cells, split), remainder);
    }

    private SpreadResult overflow(int[] members, N newValues, BitSet overflows) {
        int first = overflows.nextSetBit(0);
        for (int i = overflows.nextSetBit(first + 1); i >= 0; i = overflows.nextSetBit(i + 1)) {
            boolean earlier =
                    leaves.order().ordinal(members[i]) < leaves.order().ordinal(members[first]);
            first = earlier ? i : first;
        }
        return new SpreadResult.Overflow(members[first], arithmetic.cellValue(newValues, first));
    }

    private BitSet changed(Cells<N> cells, Split<N> split) {
        var members = cells.groups().members();
        var changed = new BitSet(leaves.size());
        for (int i = 0; i < members.length; i++) {
            boolean filled = cells.nulls().get(i) && !split.stillNull().get(i);
            if (filled || !arithmetic.areEqual(cells.values(), split.newValues(), i)) {
                changed.set(members[i]);
            }
        }
        return changed;
    }

    private static SpreadResult notFinite(int level, int node) {
        return new Undefined(Undefined.Reason.NOT_FINITE, level, node);
    }
}
