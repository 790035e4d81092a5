package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Leaves of an integer column, and what a spread makes of them: the vocabulary of the tests. */
record Given(Leaves leaves, Tree tree, ColumnType type) {

    static Given leaves(Long... values) {
        return new Given(Leaves.of(amounts(values)), Tree.flat(), new ColumnType.Whole(64));
    }

    Given weighedBy(Long... weights) {
        return new Given(leaves.weighedBy(amounts(weights)), tree, type);
    }

    Given holding(int... held) {
        return new Given(leaves.holding(bits(held)), tree, type);
    }

    Given inOrder(long... ordinals) {
        return inOrder(LeafOrder.of(ordinals));
    }

    Given inOrder(LeafOrder order) {
        return new Given(leaves.inOrder(order), tree, type);
    }

    /** Puts the leaves under the nodes of a tree. */
    Given under(Tree nodes, int... finestNodes) {
        return new Given(leaves.under(finestNodes), nodes, type);
    }

    Given ofType(ColumnType columnType) {
        return new Given(leaves, tree, columnType);
    }

    SpreadResult plan(SpreadMethod method, long target) {
        return Spread.plan(method, BigInteger.valueOf(target), leaves, tree, type);
    }

    /** Returns the leaves after a spread that has a plan. */
    List<Long> spread(SpreadMethod method, long target) {
        return list(planned(method, target).values());
    }

    SpreadResult.Plan planned(SpreadMethod method, long target) {
        return (SpreadResult.Plan) plan(method, target);
    }

    /** Returns the totals of a level's nodes after a spread. */
    List<Long> totals(int level, SpreadMethod method, long target) {
        return list(tree.totals(level, leaves, planned(method, target).values()));
    }

    static List<Long> list(Amounts amounts) {
        var exact = (LongAmounts) amounts;
        return IntStream.range(0, exact.size())
                .mapToObj(i -> exact.isNull(i) ? null : Long.valueOf(exact.units()[i]))
                .toList();
    }

    static LongAmounts amounts(Long... values) {
        var units = Arrays.stream(values).mapToLong(value -> value == null ? 4711 : value);
        var nulls = IntStream.range(0, values.length).filter(i -> values[i] == null);
        return new LongAmounts(units.toArray(), bits(nulls.toArray()));
    }

    static BitSet bits(int... indices) {
        var bits = new BitSet();
        Arrays.stream(indices).forEach(bits::set);
        return bits;
    }
}
