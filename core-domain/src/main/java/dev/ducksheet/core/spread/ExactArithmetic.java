package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;
import java.util.BitSet;

/** Reckons in whole units, without a rounding that largest remainder does not make up for. */
final class ExactArithmetic implements Arithmetic<Units> {
    private final BigInteger target;
    private final ColumnType type;

    ExactArithmetic(BigInteger target, ColumnType type) {
        this.target = target;
        this.type = type;
    }

    @Override
    public boolean isTargetZero() {
        return target.signum() == 0;
    }

    @Override
    public Units freeTarget(Leaves leaves) {
        var held = leaves.held().stream().toArray();
        var heldTotal = leaves.values().inUnits(held).total();
        var freeTarget = new Units(1);
        freeTarget.set(0, target.subtract(heldTotal));
        return freeTarget;
    }

    @Override
    public Units amounts(Amounts amounts, int[] leaves) {
        return amounts.inUnits(leaves);
    }

    @Override
    public Units sums(Units cells, Groups groups) {
        return cells.sums(groups);
    }

    @Override
    public Units gather(Units numbers, int[] indices) {
        return numbers.gather(indices);
    }

    @Override
    public Units scatter(Units numbers, int[] indices, int size) {
        return numbers.scatter(indices, size);
    }

    @Override
    public boolean isFinite(Units numbers, int index) {
        return true;
    }

    @Override
    public Split<Units> split(SpreadMethod method, Cells<Units> cells, Units targets, BitSet kept) {
        return new ExactSplit(method, cells, targets, kept);
    }

    @Override
    public BitSet overflows(Units numbers) {
        return numbers.outside(type.minUnits(), type.maxUnits());
    }

    @Override
    public CellValue cellValue(Units numbers, int index) {
        return type.ofUnits(numbers.get(index));
    }

    @Override
    public boolean areEqual(Units a, Units b, int index) {
        return a.equalAt(index, b);
    }

    @Override
    public Amounts replace(Amounts amounts, int[] leaves, Units newAmounts, BitSet stillNull) {
        return ((ExactAmounts) amounts).with(leaves, newAmounts, stillNull);
    }
}
