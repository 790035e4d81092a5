package dev.ducksheet.core.spread;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A sum of binary floating point numbers that is rounded once, at the end, and so does not depend on their order.
 *
 * <p>The running sum is an expansion of non-overlapping partial sums: J. R. Shewchuk, "Adaptive Precision
 * Floating-Point Arithmetic and Fast Robust Geometric Predicates" (1997). Not thread-safe.
 */
final class DoubleSum {
    private double[] partials = new double[32];
    private int count;
    private BigDecimal beyond = BigDecimal.ZERO;
    private double notFinite;

    /** Returns the sum of each group; {@code cells} are in the order of the groups. */
    static double[] of(double[] cells, Groups groups) {
        var sums = new double[groups.count()];
        var sum = new DoubleSum();
        for (int group = 0; group < sums.length; group++) {
            for (int i = groups.from(group); i < groups.to(group); i++) {
                sum.add(cells[i]);
            }
            sums[group] = sum.take();
        }
        return sums;
    }

    /** Adds a number. */
    void add(double number) {
        if (!Double.isFinite(number)) {
            notFinite += number;
            return;
        }
        double high = number;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double sum = high + partials[i];
            if (Double.isInfinite(sum)) {
                beyond = beyond.add(new BigDecimal(high)).add(new BigDecimal(partials[i]));
                high = 0;
            } else {
                double low = lostIn(sum, high, partials[i]);
                if (low != 0) {
                    partials[kept++] = low;
                }
                high = sum;
            }
        }
        partials[kept] = high;
        count = kept + 1;
        if (count == partials.length) {
            partials = Arrays.copyOf(partials, 2 * count);
        }
    }

    /** Returns the double nearest to the sum; infinity if it is too large, or if a number was; NaN if one was NaN. */
    double value() {
        if (notFinite != 0) {
            return notFinite;
        }
        return beyond.signum() == 0 ? rounded() : sumOfAll();
    }

    /** Returns the {@link #value} and starts a new sum at 0. */
    double take() {
        double sum = value();
        count = 0;
        beyond = BigDecimal.ZERO;
        notFinite = 0;
        return sum;
    }

    /** Returns what rounding took from {@code a + b}. */
    private static double lostIn(double sum, double a, double b) {
        return Math.abs(a) < Math.abs(b) ? a - (sum - b) : b - (sum - a);
    }

    /** Adds the partial sums from the largest down, until one is lost; that one and the next decide the rounding. */
    private double rounded() {
        double high = 0;
        double low = 0;
        int i = count;
        while (i > 0 && low == 0) {
            double sum = high + partials[--i];
            low = lostIn(sum, high, partials[i]);
            high = sum;
        }
        boolean isMoreThanLow = i > 0 && (low > 0) == (partials[i - 1] > 0);
        double up = high + 2 * low;
        return isMoreThanLow && up - high == 2 * low ? up : high;
    }

    private double sumOfAll() {
        var sum = beyond;
        for (int i = 0; i < count; i++) {
            sum = sum.add(new BigDecimal(partials[i]));
        }
        return sum.doubleValue();
    }
}
