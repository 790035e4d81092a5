package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Exact amounts of up to 64 bits: whole numbers up to BIGINT, decimals up to 18 digits. */
public final class LongAmounts extends ExactAmounts {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final long[] units;
    private final BitSet nulls;

    /** Keeps both arguments; what {@code units} holds where {@code nulls} is set does not matter. */
    public LongAmounts(long[] units, BitSet nulls) {
        this.units = units;
        this.nulls = nulls;
    }

    /** Returns amounts none of which is null. */
    public static LongAmounts of(long... units) {
        return new LongAmounts(units, new BitSet());
    }

    /** Returns the array behind this column, not a copy. */
    public long[] units() {
        return units;
    }

    /** Returns the set of the nulls behind this column, not a copy. */
    @Override
    public BitSet nulls() {
        return nulls;
    }

    /** Returns the places, ascending, at which {@code other}, of as many amounts, has another amount or none. */
    public IntStream differences(LongAmounts other) {
        return IntStream.range(0, units.length)
                .filter(i -> isNull(i) != other.isNull(i) || (units[i] != other.units[i] && !isNull(i)));
    }

    @Override
    public int size() {
        return units.length;
    }

    @Override
    public boolean isNull(int index) {
        return nulls.get(index);
    }

    @Override
    public CellValue value(int index, ColumnType type) {
        return isNull(index) ? CellValue.none() : type.ofUnits(BigInteger.valueOf(units[index]));
    }

    @Override
    public LongAmounts select(int[] indices) {
        var selected = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = units[indices[i]];
        }
        return new LongAmounts(selected, nullsAt(indices));
    }

    /** Adds up without grouping first, as long as 64 bits are enough. */
    @Override
    Amounts sums(int[] parents, int count) {
        var sums = new long[count];
        var filled = new boolean[count];
        boolean haveNulls = !nulls.isEmpty();
        for (int i = 0; i < units.length; i++) {
            if (haveNulls && nulls.get(i)) {
                continue;
            }
            int parent = parents[i];
            long sum = sums[parent] + units[i];
            if (((sums[parent] ^ sum) & (units[i] ^ sum)) < 0) {
                return super.sums(parents, count);
            }
            sums[parent] = sum;
            filled[parent] = true;
        }
        return new LongAmounts(sums, unset(filled));
    }

    private static BitSet unset(boolean[] flags) {
        var unset = new BitSet(flags.length);
        for (int i = 0; i < flags.length; i++) {
            unset.set(i, !flags[i]);
        }
        return unset;
    }

    @Override
    boolean canHold(ColumnType type) {
        return type.isExact() && type.maxUnits().compareTo(MAX) <= 0;
    }

    @Override
    Units inUnits(int[] indices) {
        var gathered = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            gathered[i] = isNull(indices[i]) ? 0 : units[indices[i]];
        }
        return new Units(gathered);
    }

    @Override
    LongAmounts with(int[] indices, Units newUnits, BitSet stillNull) {
        var replaced = units.clone();
        for (int i = 0; i < indices.length; i++) {
            replaced[indices[i]] = newUnits.small()[i];
        }
        return new LongAmounts(replaced, nullsLeft(nulls, indices, stillNull));
    }
}
