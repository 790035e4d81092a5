package dev.ducksheet.core.spread;

import java.util.BitSet;

/**
 * The cells of one level that take part in a spread: nodes with free leaves, or the free leaves.
 *
 * @param <N> a vector of numbers
 * @param groups the cells, grouped by their parents
 * @param values what the cells hold, null counting 0, in the order of the groups
 * @param weights what they weigh, in the order of the groups; the same object as {@code values} if that is it
 * @param totals the sum of the values of each group
 * @param weightTotals the sum of the weights of each group
 * @param nulls the positions, in the order of the groups, of the leaves that are null
 * @param order the order of the cells
 */
record Cells<N>(Groups groups, N values, N weights, N totals, N weightTotals, BitSet nulls, LeafOrder order) {

    /** Adds up the totals. */
    static <N> Cells<N> of(
            Arithmetic<N> arithmetic, Groups groups, N values, N weights, BitSet nulls, LeafOrder order) {
        N totals = arithmetic.sums(values, groups);
        N weightTotals = weights == values ? totals : arithmetic.sums(weights, groups);
        return new Cells<>(groups, values, weights, totals, weightTotals, nulls, order);
    }

    /** Says whether the weights come from a reference column. */
    boolean areWeighedByReference() {
        return weights != values;
    }
}
