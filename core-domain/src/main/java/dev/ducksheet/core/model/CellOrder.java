package dev.ducksheet.core.model;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * The order of cells of one column: numbers by size, texts by code points, FALSE before TRUE, days and times by the
 * calendar, NaN after all numbers, empty cells last.
 */
public final class CellOrder implements Comparator<CellValue> {
    /** The only instance. */
    public static final Comparator<CellValue> INSTANCE = new CellOrder();

    /** The order of rows, their cells compared from the left; a row that is the beginning of another comes first. */
    public static final Comparator<List<CellValue>> ROWS = CellOrder::compareRows;

    private CellOrder() {}

    @Override
    public int compare(CellValue left, CellValue right) {
        if (left.isNull() || right.isNull()) {
            return Boolean.compare(left.isNull(), right.isNull());
        }
        if (left instanceof CellValue.Text a && right instanceof CellValue.Text b) {
            return compareCodePoints(a.text(), b.text());
        }
        if (left instanceof CellValue.Exact a && right instanceof CellValue.Exact b) {
            return a.number().compareTo(b.number());
        }
        if (left instanceof CellValue.Date a && right instanceof CellValue.Date b) {
            return a.day().compareTo(b.day());
        }
        if (left instanceof CellValue.Timestamp a && right instanceof CellValue.Timestamp b) {
            return a.time().compareTo(b.time());
        }
        if (left instanceof CellValue.Bool a && right instanceof CellValue.Bool b) {
            return Boolean.compare(a.value(), b.value());
        }
        return compareMixed(left, right);
    }

    private static int compareMixed(CellValue left, CellValue right) {
        if (left instanceof CellValue.Floating a && right instanceof CellValue.Floating b) {
            return Double.compare(a.number(), b.number());
        }
        return number(left).compareTo(number(right));
    }

    private static BigDecimal number(CellValue value) {
        if (value instanceof CellValue.Exact exact) {
            return exact.number();
        }
        if (value instanceof CellValue.Floating floating && Double.isFinite(floating.number())) {
            return new BigDecimal(floating.number());
        }
        throw new IllegalArgumentException("cells of different types have no order: " + value);
    }

    /** Compares as UTF-8 bytes compare, which for surrogates differs from {@link String#compareTo}. */
    private static int compareCodePoints(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int compareRows(List<CellValue> left, List<CellValue> right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int order = INSTANCE.compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
