package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.ColumnType;
import java.util.BitSet;

/** Amounts that are whole numbers of units. */
abstract sealed class ExactAmounts extends Amounts permits LongAmounts, WideAmounts {
    /** Says whether every amount that a column of the type can hold fits in here. */
    abstract boolean canHold(ColumnType type);

    /** Returns where there is no amount. */
    abstract BitSet nulls();

    /** Returns these amounts with new ones at {@code indices}, but for the positions that are still null. */
    abstract ExactAmounts with(int[] indices, Units newUnits, BitSet stillNull);

    @Override
    BitSet notFinite() {
        return new BitSet();
    }

    @Override
    Amounts sums(Groups groups) {
        return inUnits(groups.members()).sums(groups).toAmounts(groups.withoutMember(nulls()));
    }
}
