package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import java.util.BitSet;

/** Reckons in binary floating point. */
final class DoubleArithmetic implements Arithmetic<double[]> {
    private final double target;

    DoubleArithmetic(double target) {
        this.target = target;
    }

    @Override
    public boolean isTargetZero() {
        return target == 0;
    }

    @Override
    public double[] freeTarget(Leaves leaves) {
        var sum = new DoubleSum();
        sum.add(target);
        for (double held : amounts(leaves.values(), leaves.held().stream().toArray())) {
            sum.add(-held);
        }
        return new double[] {sum.take()};
    }

    @Override
    public double[] amounts(Amounts amounts, int[] leaves) {
        if (amounts instanceof DoubleAmounts numbers) {
            return numbers.gather(leaves);
        }
        var units = amounts.inUnits(leaves);
        var numbers = new double[leaves.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = units.get(i).doubleValue();
        }
        return numbers;
    }

    @Override
    public double[] sums(double[] cells, Groups groups) {
        return DoubleSum.of(cells, groups);
    }

    @Override
    public double[] gather(double[] numbers, int[] indices) {
        var gathered = new double[indices.length];
        for (int i = 0; i < indices.length; i++) {
            gathered[i] = numbers[indices[i]];
        }
        return gathered;
    }

    @Override
    public double[] scatter(double[] numbers, int[] indices, int size) {
        var scattered = new double[size];
        for (int i = 0; i < indices.length; i++) {
            scattered[indices[i]] = numbers[i];
        }
        return scattered;
    }

    @Override
    public boolean isFinite(double[] numbers, int index) {
        return Double.isFinite(numbers[index]);
    }

    @Override
    public Split<double[]> split(SpreadMethod method, Cells<double[]> cells, double[] targets, BitSet kept) {
        return new DoubleSplit(method, cells, targets, kept);
    }

    @Override
    public BitSet overflows(double[] numbers) {
        return DoubleAmounts.of(numbers).notFinite();
    }

    @Override
    public CellValue cellValue(double[] numbers, int index) {
        return CellValue.of(numbers[index]);
    }

    @Override
    public boolean areEqual(double[] a, double[] b, int index) {
        return a[index] == b[index];
    }

    @Override
    public Amounts replace(Amounts amounts, int[] leaves, double[] newAmounts, BitSet stillNull) {
        return ((DoubleAmounts) amounts).with(leaves, newAmounts, stillNull);
    }
}
