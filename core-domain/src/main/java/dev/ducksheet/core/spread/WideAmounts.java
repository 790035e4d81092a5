package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Exact amounts of any size: HUGEINT, decimals of more than 18 digits. */
public final class WideAmounts extends ExactAmounts {
    private final @Nullable BigInteger[] units;

    /** Keeps the array. */
    public WideAmounts(@Nullable BigInteger[] units) {
        this.units = units;
    }

    /** Returns the array behind this column, not a copy. */
    public @Nullable BigInteger[] units() {
        return units;
    }

    @Override
    public int size() {
        return units.length;
    }

    @Override
    public boolean isNull(int index) {
        return units[index] == null;
    }

    @Override
    public CellValue value(int index, ColumnType type) {
        var amount = units[index];
        return amount == null ? CellValue.none() : type.ofUnits(amount);
    }

    @Override
    public WideAmounts select(int[] indices) {
        var selected = new BigInteger[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = units[indices[i]];
        }
        return new WideAmounts(selected);
    }

    @Override
    boolean canHold(ColumnType type) {
        return type.isExact();
    }

    @Override
    Units inUnits(int[] indices) {
        var gathered = new Units(indices.length);
        for (int i = 0; i < indices.length; i++) {
            gathered.set(i, orZero(indices[i]));
        }
        return gathered;
    }

    @Override
    BitSet nulls() {
        var nulls = new BitSet(units.length);
        for (int i = 0; i < units.length; i++) {
            nulls.set(i, units[i] == null);
        }
        return nulls;
    }

    @Override
    WideAmounts with(int[] indices, Units newUnits, BitSet stillNull) {
        var replaced = units.clone();
        for (int i = 0; i < indices.length; i++) {
            replaced[indices[i]] = stillNull.get(i) ? null : newUnits.get(i);
        }
        return new WideAmounts(replaced);
    }

    private BigInteger orZero(int index) {
        var amount = units[index];
        return amount == null ? BigInteger.ZERO : amount;
    }
}
