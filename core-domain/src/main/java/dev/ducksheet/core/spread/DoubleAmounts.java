package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;

/** Amounts in binary floating point: what a DOUBLE column holds. */
public final class DoubleAmounts extends Amounts {
    private final double[] numbers;
    private final BitSet nulls;

    /** Keeps both arguments; what {@code numbers} holds where {@code nulls} is set does not matter. */
    public DoubleAmounts(double[] numbers, BitSet nulls) {
        this.numbers = numbers;
        this.nulls = nulls;
    }

    /** Returns amounts none of which is null. */
    public static DoubleAmounts of(double... numbers) {
        return new DoubleAmounts(numbers, new BitSet());
    }

    /** Returns the amounts in cells, of which some are empty. */
    static DoubleAmounts of(List<CellValue> cells, BitSet nulls) {
        return new DoubleAmounts(
                cells.stream().mapToDouble(DoubleAmounts::number).toArray(), nulls);
    }

    private static double number(CellValue cell) {
        if (cell instanceof CellValue.Floating floating) {
            return floating.number();
        }
        return cell instanceof CellValue.Exact exact ? exact.number().doubleValue() : 0;
    }

    /** Returns the array behind this column, not a copy. */
    public double[] numbers() {
        return numbers;
    }

    /** Returns the set of the nulls behind this column, not a copy. */
    public BitSet nulls() {
        return nulls;
    }

    @Override
    public int size() {
        return numbers.length;
    }

    @Override
    public boolean isNull(int index) {
        return nulls.get(index);
    }

    @Override
    public CellValue value(int index, ColumnType type) {
        return isNull(index) ? CellValue.none() : CellValue.of(numbers[index]);
    }

    @Override
    public DoubleAmounts select(int[] indices) {
        return new DoubleAmounts(gather(indices), nullsAt(indices));
    }

    @Override
    BitSet notFinite() {
        var notFinite = new BitSet();
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                notFinite.set(i);
            }
        }
        notFinite.andNot(nulls);
        return notFinite;
    }

    /**
     * Writes every number as a whole multiple of the largest power of two that divides them all. This loses nothing: a
     * finite binary floating point number is a whole number times a power of two.
     */
    @Override
    Units inUnits(int[] indices) {
        int unit = Integer.MAX_VALUE;
        for (int index : indices) {
            unit = isZero(index) ? unit : Math.min(unit, exponent(numbers[index]));
        }
        var gathered = new Units(indices.length);
        for (int i = 0; i < indices.length; i++) {
            if (!isZero(indices[i])) {
                gathered.set(i, multiple(numbers[indices[i]], unit));
            }
        }
        return gathered;
    }

    /** Returns the numbers at {@code indices}, 0 for null. */
    double[] gather(int[] indices) {
        var gathered = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            gathered[i] = isNull(indices[i]) ? 0 : numbers[indices[i]];
        }
        return gathered;
    }

    @Override
    Amounts sums(Groups groups) {
        return new DoubleAmounts(DoubleSum.of(gather(groups.members()), groups), groups.withoutMember(nulls));
    }

    /** Returns these amounts with new ones at {@code indices}, but for the positions that are still null. */
    DoubleAmounts with(int[] indices, double[] newNumbers, BitSet stillNull) {
        var replaced = numbers.clone();
        for (int i = 0; i < indices.length; i++) {
            replaced[indices[i]] = newNumbers[i];
        }
        return new DoubleAmounts(replaced, nullsLeft(nulls, indices, stillNull));
    }

    private boolean isZero(int index) {
        return isNull(index) || numbers[index] == 0;
    }

    /** Returns the exponent of the lowest bit that is set. */
    private static int exponent(double number) {
        long significand = significand(number);
        return Math.max(Math.getExponent(number), Double.MIN_EXPONENT) - 52 + Long.numberOfTrailingZeros(significand);
    }

    private static BigInteger multiple(double number, int unit) {
        long significand = significand(number);
        long odd = significand >> Long.numberOfTrailingZeros(significand);
        return BigInteger.valueOf(odd).shiftLeft(exponent(number) - unit);
    }

    private static long significand(double number) {
        long bits = Double.doubleToRawLongBits(number);
        long fraction = bits & ((1L << 52) - 1);
        long magnitude = Math.getExponent(number) < Double.MIN_EXPONENT ? fraction : fraction | (1L << 52);
        return bits < 0 ? -magnitude : magnitude;
    }
}
