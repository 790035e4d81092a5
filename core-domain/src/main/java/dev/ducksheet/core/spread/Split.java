package dev.ducksheet.core.spread;

import java.util.BitSet;
import java.util.OptionalInt;

/**
 * The division of the targets of one level's nodes among the cells below them: the rules, whatever the arithmetic.
 *
 * <p>A node's cells are one group. Nothing passes from one group to another.
 *
 * @param <N> a vector of numbers
 */
abstract sealed class Split<N> permits ExactSplit, DoubleSplit {
    protected final SpreadMethod method;
    protected final Cells<N> cells;
    protected final Groups groups;
    private final BitSet keptNodes;
    private final BitSet keptCells = new BitSet();
    private final BitSet remainder = new BitSet();
    private final BitSet stillNull;

    /** Takes the nodes under which nothing changes. */
    Split(SpreadMethod method, Cells<N> cells, BitSet keptNodes) {
        this.method = method;
        this.cells = cells;
        this.groups = cells.groups();
        this.keptNodes = keptNodes;
        this.stillNull = (BitSet) cells.nulls().clone();
    }

    /** Divides every node's target; returns the first node whose weights do not say how. */
    final OptionalInt divide() {
        for (int group = 0; group < groups.count(); group++) {
            if (groups.size(group) > 0 && !divide(group)) {
                return OptionalInt.of(group);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the new values of the cells, in the order of the groups. */
    abstract N newValues();

    /** Returns the cells under which nothing changes. */
    final BitSet keptCells() {
        return keptCells;
    }

    /** Returns the cells that took what rounding had left over. */
    final BitSet remainder() {
        return remainder;
    }

    /** Returns the positions, in the order of the groups, of the leaves that were null and still are. */
    final BitSet stillNull() {
        return stillNull;
    }

    abstract boolean isTargetCurrent(int group);

    abstract boolean isWeightTotalZero(int group);

    abstract boolean weighs(int position);

    /** Leaves the cells what they hold. */
    abstract void keepValues(int group);

    abstract void divideEqually(int group);

    abstract void divideByWeight(int group);

    private boolean divide(int group) {
        if (isToBeKept(group)) {
            keep(group);
        } else if (!method.isWeighted() || weighsNothing(group)) {
            divideEqually(group);
            stillNull.clear(groups.from(group), groups.to(group));
        } else if (isWeightTotalZero(group)) {
            return false;
        } else {
            divideByWeight(group);
            clearNullsThatWeigh(group);
        }
        return true;
    }

    private boolean isToBeKept(int group) {
        return keptNodes.get(group) || (isTargetCurrent(group) && targetSaysNothing(group));
    }

    /** Says whether to set the total to what it is means to change nothing. */
    private boolean targetSaysNothing(int group) {
        boolean byReference = cells.areWeighedByReference() && !isWeightTotalZero(group);
        return method.keepsCurrentTotal(byReference);
    }

    private void keep(int group) {
        keepValues(group);
        for (int i = groups.from(group); i < groups.to(group); i++) {
            keptCells.set(groups.members()[i]);
        }
    }

    private boolean weighsNothing(int group) {
        boolean nothing = isWeightTotalZero(group);
        for (int i = groups.from(group); nothing && i < groups.to(group); i++) {
            nothing = !weighs(i);
        }
        return nothing;
    }

    private void clearNullsThatWeigh(int group) {
        int from = groups.from(group);
        for (int i = stillNull.nextSetBit(from); i >= 0 && i < groups.to(group); i = stillNull.nextSetBit(i + 1)) {
            if (weighs(i)) {
                stillNull.clear(i);
            }
        }
    }
}
