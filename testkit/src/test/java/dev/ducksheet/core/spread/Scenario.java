package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A spread written down plainly, leaf by leaf. Amounts are in units, or the exact values of doubles. */
record Scenario(
        Measure measure,
        SpreadMethod method,
        BigDecimal target,
        List<int[]> parents,
        List<Leaf> leaves,
        Reference reference) {

    /** A leaf; value and weight are null where there is none. */
    record Leaf(BigDecimal value, BigDecimal weight, boolean held, int node, long ordinal) {}

    /** The kinds of measures. */
    enum Measure {
        INTEGER,
        BIGINT,
        HUGEINT,
        DECIMAL_9_2,
        DECIMAL_18_2,
        DECIMAL_38_6,
        DOUBLE;

        boolean isExact() {
            return this != DOUBLE;
        }

        /** Returns the type of an exact column. */
        ColumnType type() {
            return switch (this) {
                case INTEGER -> new ColumnType.Whole(32);
                case BIGINT -> new ColumnType.Whole(64);
                case HUGEINT -> new ColumnType.Whole(128);
                case DECIMAL_9_2 -> new ColumnType.Decimal(9, 2);
                case DECIMAL_18_2 -> new ColumnType.Decimal(18, 2);
                case DECIMAL_38_6 -> new ColumnType.Decimal(38, 6);
                case DOUBLE -> throw new IllegalStateException("no exact column");
            };
        }

        /** Returns the nearest number of this measure. */
        BigDecimal rounded(BigDecimal number) {
            return number == null || isExact() ? number : new BigDecimal(number.doubleValue());
        }

        Amounts amounts(List<BigDecimal> values) {
            return switch (this) {
                case HUGEINT, DECIMAL_38_6 -> Reference.WIDE.amounts(values);
                case DOUBLE -> Reference.DOUBLE.amounts(values);
                default -> Reference.LONG.amounts(values);
            };
        }
    }

    /** The kinds of reference columns. */
    enum Reference {
        NONE,
        LONG,
        WIDE,
        DOUBLE;

        Amounts amounts(List<BigDecimal> values) {
            var nulls = where(values.size(), i -> values.get(i) == null);
            return switch (this) {
                case NONE -> throw new IllegalStateException("no column");
                case LONG ->
                    new LongAmounts(values.stream().mapToLong(Reference::units).toArray(), nulls);
                case WIDE ->
                    new WideAmounts(values.stream().map(Reference::wideUnits).toArray(BigInteger[]::new));
                case DOUBLE ->
                    new DoubleAmounts(
                            values.stream().mapToDouble(Reference::number).toArray(), nulls);
            };
        }

        private static long units(BigDecimal value) {
            return value == null ? -99 : value.longValueExact();
        }

        private static BigInteger wideUnits(BigDecimal value) {
            return value == null ? null : value.toBigIntegerExact();
        }

        private static double number(BigDecimal value) {
            return value == null ? Double.NaN : value.doubleValue();
        }
    }

    SpreadResult plan() {
        if (measure.isExact()) {
            return Spread.plan(method, target.toBigIntegerExact(), columns(), tree(), measure.type());
        }
        return DoubleSpread.plan(method, target.doubleValue(), columns(), tree());
    }

    /** Returns the new values, if there is a plan. */
    Optional<List<BigDecimal>> planned() {
        return plan() instanceof SpreadResult.Plan plan ? Optional.of(list(plan.values())) : Optional.empty();
    }

    Tree tree() {
        return Tree.of(parents.toArray(int[][]::new));
    }

    Leaves columns() {
        var columns = Leaves.of(measure.amounts(values()))
                .under(leaves.stream().mapToInt(Leaf::node).toArray())
                .holding(where(leaves.size(), i -> leaves.get(i).held()))
                .inOrder(LeafOrder.of(leaves.stream().mapToLong(Leaf::ordinal).toArray()));
        var weights = Arrays.asList(leaves.stream().map(Leaf::weight).toArray(BigDecimal[]::new));
        return hasReference() ? columns.weighedBy(reference.amounts(weights)) : columns;
    }

    List<BigDecimal> values() {
        return Arrays.asList(leaves.stream().map(Leaf::value).toArray(BigDecimal[]::new));
    }

    boolean hasReference() {
        return reference != Reference.NONE;
    }

    /** Says whether the method looks at the reference column. */
    boolean isByReference() {
        return hasReference() && method.isWeighted();
    }

    Scenario withTarget(BigDecimal newTarget) {
        return new Scenario(measure, method, newTarget, parents, leaves, reference);
    }

    Scenario withLeaves(List<Leaf> newLeaves) {
        return new Scenario(measure, method, target, parents, newLeaves, reference);
    }

    Scenario shuffled(SplittableRandom random) {
        var shuffled = new ArrayList<>(leaves);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return withLeaves(shuffled);
    }

    static List<BigDecimal> list(Amounts amounts) {
        return Arrays.asList(IntStream.range(0, amounts.size())
                .mapToObj(i -> amounts.isNull(i) ? null : number(amounts, i))
                .toArray(BigDecimal[]::new));
    }

    private static BigDecimal number(Amounts amounts, int index) {
        if (amounts instanceof LongAmounts small) {
            return BigDecimal.valueOf(small.units()[index]);
        }
        if (amounts instanceof WideAmounts wide) {
            return new BigDecimal(wide.units()[index]);
        }
        return new BigDecimal(((DoubleAmounts) amounts).numbers()[index]);
    }

    private static BitSet where(int size, IntPredicate predicate) {
        var bits = new BitSet();
        IntStream.range(0, size).filter(predicate).forEach(bits::set);
        return bits;
    }
}
