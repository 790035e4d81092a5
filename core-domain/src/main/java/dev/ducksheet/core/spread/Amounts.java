package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of nullable amounts, one per leaf or node.
 *
 * <p>Exact amounts are counted in units of their column's scale: 12.50 in a DECIMAL(18,2) is 1250. An instance keeps
 * the arrays it is given, which may be millions long, without copying them; whoever handed them over no longer writes
 * to them.
 */
public abstract sealed class Amounts permits ExactAmounts, DoubleAmounts {
    Amounts() {}

    /** Returns the amounts that cells of this numeric type hold. */
    public static Amounts of(List<CellValue> cells, ColumnType type) {
        var nulls = new BitSet();
        for (int i = 0; i < cells.size(); i++) {
            nulls.set(i, cells.get(i).isNull());
        }
        if (!type.isExact()) {
            return DoubleAmounts.of(cells, nulls);
        }
        if (type.maxUnits().bitLength() < Long.SIZE) {
            return new LongAmounts(
                    cells.stream()
                            .mapToLong(cell -> units(cell, type).longValueExact())
                            .toArray(),
                    nulls);
        }
        var units = new @Nullable BigInteger[cells.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = nulls.get(i) ? null : units(cells.get(i), type);
        }
        return new WideAmounts(units);
    }

    private static BigInteger units(CellValue cell, ColumnType type) {
        return cell instanceof CellValue.Exact exact
                ? exact.number().setScale(type.scale()).unscaledValue()
                : BigInteger.ZERO;
    }

    /** Returns the number of amounts. */
    public abstract int size();

    /** Says whether there is no amount at {@code index}. */
    public abstract boolean isNull(int index);

    /** Returns the amount at {@code index} as the content of a cell of the given type. */
    public abstract CellValue value(int index, ColumnType type);

    /** Returns the amounts at {@code indices}, in that order. */
    public abstract Amounts select(int[] indices);

    /** Returns which of {@code indices} point at null, by their places among them. */
    final BitSet nullsAt(int[] indices) {
        var nulls = new BitSet(indices.length);
        for (int i = 0; i < indices.length; i++) {
            nulls.set(i, isNull(indices[i]));
        }
        return nulls;
    }

    /** Returns where there is NaN or infinity. */
    abstract BitSet notFinite();

    /** Returns the amounts at {@code indices} as whole numbers of one common unit, 0 for null. */
    abstract Units inUnits(int[] indices);

    /** Returns {@code nulls} once there are amounts at {@code indices}, but for the positions that are still null. */
    static BitSet nullsLeft(BitSet nulls, int[] indices, BitSet stillNull) {
        var left = (BitSet) nulls.clone();
        for (int i = 0; i < indices.length && !nulls.isEmpty(); i++) {
            left.set(indices[i], stillNull.get(i));
        }
        return left;
    }

    /** Returns the sum of each group, null for a group without amounts. */
    abstract Amounts sums(Groups groups);

    /** Returns the sum of each parent's amounts, null for a parent without any; {@code parents[i]} is that of i. */
    Amounts sums(int[] parents, int count) {
        return sums(Groups.of(parents, count, new BitSet()));
    }
}
