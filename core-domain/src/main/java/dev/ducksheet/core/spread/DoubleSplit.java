package dev.ducksheet.core.spread;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.BitSet;

/**
 * The division of binary floating point numbers: shares are rounded to the nearest, and the last cell of a group that
 * takes part also takes the residue, so that the cells sum to the target up to the rounding of that one cell.
 */
final class DoubleSplit extends Split<double[]> {
    private final double[] targets;
    private final double[] newValues;
    private final DoubleSum sum = new DoubleSum();

    DoubleSplit(SpreadMethod method, Cells<double[]> cells, double[] targets, BitSet keptNodes) {
        super(method, cells, keptNodes);
        this.targets = targets;
        this.newValues = new double[cells.values().length];
    }

    @Override
    double[] newValues() {
        return newValues;
    }

    @Override
    boolean isTargetCurrent(int group) {
        return targets[group] == cells.totals()[group];
    }

    @Override
    boolean isWeightTotalZero(int group) {
        return cells.weightTotals()[group] == 0;
    }

    @Override
    boolean weighs(int position) {
        return cells.weights()[position] != 0;
    }

    @Override
    void keepValues(int group) {
        System.arraycopy(cells.values(), groups.from(group), newValues, groups.from(group), groups.size(group));
    }

    @Override
    void divideEqually(int group) {
        double share = amount(group) / groups.size(group);
        for (int i = groups.from(group); i < groups.to(group); i++) {
            newValues[i] = before(i) + share;
        }
        placeResidue(group, true);
    }

    @Override
    void divideByWeight(int group) {
        for (int i = groups.from(group); i < groups.to(group); i++) {
            newValues[i] = before(i) + (weighs(i) ? share(group, i) : 0);
        }
        placeResidue(group, false);
    }

    /** Returns {@code amount · weight / total}, for finite weights and a total other than 0. */
    static double share(double amount, double weight, double total) {
        double product = amount * weight;
        boolean isNormal = Double.isFinite(product) && Math.abs(product) >= Double.MIN_NORMAL;
        if (isNormal || amount == 0 || Double.isInfinite(amount)) {
            return product / total;
        }
        var exact = new BigDecimal(amount).multiply(new BigDecimal(weight));
        return exact.divide(new BigDecimal(total), MathContext.DECIMAL128).doubleValue();
    }

    private double share(int group, int position) {
        return share(amount(group), cells.weights()[position], cells.weightTotals()[group]);
    }

    private double amount(int group) {
        return method.isIncrement() ? targets[group] - cells.totals()[group] : targets[group];
    }

    private double before(int position) {
        return method.isIncrement() ? cells.values()[position] : 0;
    }

    private void placeResidue(int group, boolean allTakePart) {
        if (!isFinite(group)) {
            return;
        }
        sum.add(targets[group]);
        for (int i = groups.from(group); i < groups.to(group); i++) {
            sum.add(-newValues[i]);
        }
        if (sum.value() != 0) {
            int last = last(group, allTakePart);
            sum.add(newValues[last]);
            setLast(last, sum.value());
        }
        sum.take();
    }

    private void setLast(int last, double value) {
        if (newValues[last] != value) {
            newValues[last] = value;
            remainder().set(groups.members()[last]);
        }
    }

    private boolean isFinite(int group) {
        boolean finite = Double.isFinite(targets[group]);
        for (int i = groups.from(group); i < groups.to(group); i++) {
            finite &= Double.isFinite(newValues[i]);
        }
        return finite;
    }

    private int last(int group, boolean allTakePart) {
        int last = -1;
        for (int i = groups.from(group); i < groups.to(group); i++) {
            if ((allTakePart || weighs(i)) && (last < 0 || ordinal(i) > ordinal(last))) {
                last = i;
            }
        }
        return last;
    }

    private long ordinal(int position) {
        return cells.order().ordinal(groups.members()[position]);
    }
}
