package dev.ducksheet.testkit;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.DoubleAmounts;
import dev.ducksheet.core.spread.LongAmounts;
import dev.ducksheet.core.spread.WideAmounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns cells of a numeric column into amounts and back, one by one. */
public final class AmountsOf {
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private AmountsOf() {}

    /** Returns the amounts that cells of a numeric column of this type hold. */
    public static Amounts cells(ColumnType type, List<CellValue> cells) {
        if (!type.isExact()) {
            return doubles(cells);
        }
        return type.maxUnits().compareTo(MAX_LONG) <= 0 ? longs(type, cells) : wide(type, cells);
    }

    /** Returns the cells of a column of this type that hold these amounts. */
    public static List<CellValue> toCells(Amounts amounts, ColumnType type) {
        return IntStream.range(0, amounts.size())
                .mapToObj(i -> amounts.value(i, type))
                .toList();
    }

    private static Amounts longs(ColumnType type, List<CellValue> cells) {
        var units = new long[cells.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = cells.get(i).isNull() ? 0 : units(type, cells.get(i)).longValueExact();
        }
        return new LongAmounts(units, nulls(cells));
    }

    private static Amounts wide(ColumnType type, List<CellValue> cells) {
        var units = new @Nullable BigInteger[cells.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = cells.get(i).isNull() ? null : units(type, cells.get(i));
        }
        return new WideAmounts(units);
    }

    private static Amounts doubles(List<CellValue> cells) {
        var numbers = new double[cells.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = cells.get(i) instanceof CellValue.Floating floating ? floating.number() : 0;
        }
        return new DoubleAmounts(numbers, nulls(cells));
    }

    private static BigInteger units(ColumnType type, CellValue cell) {
        BigDecimal number = ((CellValue.Exact) cell).number();
        return number.setScale(type.scale()).unscaledValue();
    }

    private static BitSet nulls(List<CellValue> cells) {
        var nulls = new BitSet();
        IntStream.range(0, cells.size()).filter(i -> cells.get(i).isNull()).forEach(nulls::set);
        return nulls;
    }
}
