package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.DoubleAmounts;
import dev.ducksheet.core.spread.LongAmounts;
import dev.ducksheet.core.spread.WideAmounts;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Collects a column that was selected by {@link Types#shown} into arrays, chunk by chunk. */
abstract sealed class AmountsReader {
    private static final int FIRST_CAPACITY = 2048;

    final BitSet nulls = new BitSet();
    int size;

    static AmountsReader of(ColumnType type) {
        if (!type.isExact()) {
            return new OfDoubles();
        }
        return Types.isWide(type) ? new OfWide() : new OfLongs();
    }

    /** Takes the first {@code count} rows of a chunk. */
    final void add(DuckDBReadableVector vector, int count) {
        reserve(size + count);
        for (int row = 0; row < count; row++) {
            if (vector.isNull(row)) {
                nulls.set(size + row);
            } else {
                put(size + row, vector, row);
            }
        }
        size += count;
    }

    abstract void reserve(int capacity);

    abstract void put(int place, DuckDBReadableVector vector, int row);

    abstract Amounts amounts();

    static int grown(int present, int needed) {
        return Math.max(needed, Math.max(FIRST_CAPACITY, present * 2));
    }

    private static final class OfLongs extends AmountsReader {
        private long[] units = new long[0];

        @Override
        void reserve(int capacity) {
            units = capacity <= units.length ? units : Arrays.copyOf(units, grown(units.length, capacity));
        }

        @Override
        void put(int place, DuckDBReadableVector vector, int row) {
            units[place] = Cells.units(vector, row);
        }

        @Override
        Amounts amounts() {
            return new LongAmounts(Arrays.copyOf(units, size), nulls);
        }
    }

    private static final class OfWide extends AmountsReader {
        private @Nullable BigInteger[] units = new BigInteger[0];

        @Override
        void reserve(int capacity) {
            units = capacity <= units.length ? units : Arrays.copyOf(units, grown(units.length, capacity));
        }

        @Override
        void put(int place, DuckDBReadableVector vector, int row) {
            units[place] = Cells.number(vector, row).unscaledValue();
        }

        @Override
        Amounts amounts() {
            return new WideAmounts(Arrays.copyOf(units, size));
        }
    }

    private static final class OfDoubles extends AmountsReader {
        private double[] numbers = new double[0];

        @Override
        void reserve(int capacity) {
            numbers = capacity <= numbers.length ? numbers : Arrays.copyOf(numbers, grown(numbers.length, capacity));
        }

        @Override
        void put(int place, DuckDBReadableVector vector, int row) {
            numbers[place] = vector.getDouble(row);
        }

        @Override
        Amounts amounts() {
            return new DoubleAmounts(Arrays.copyOf(numbers, size), nulls);
        }
    }
}
