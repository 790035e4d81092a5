package dev.ducksheet.core.spread;

/**
 * The allocation of an edited total over the leaves of a DOUBLE column.
 *
 * <p>The rules are those of {@link Spread} but for rounding: shares are rounded to the nearest number, and the last
 * cell of a node that takes part takes the residue, so that the leaves sum to the target within as many units in the
 * last place as there are leaves. All sums are rounded once, so that the order in which leaves are given changes
 * nothing here either, and a target is the current total if it is the sum of the children's totals, each of them added
 * up in the same way. NaN or infinity among the leaves leaves the spread undefined.
 */
public final class DoubleSpread {
    private DoubleSpread() {}

    /**
     * Plans the spread.
     *
     * @param target the new total of the edited node, held leaves included
     * @param tree the nodes to pass through; the {@linkplain Tree#flat flat} one for a single split over all leaves
     * @throws IllegalArgumentException if the leaves' amounts are not floating, or the target is not finite
     */
    public static SpreadResult plan(SpreadMethod method, double target, Leaves leaves, Tree tree) {
        if (!(leaves.values() instanceof DoubleAmounts)) {
            throw new IllegalArgumentException("these amounts are exact, not DOUBLE");
        }
        if (!Double.isFinite(target)) {
            throw new IllegalArgumentException("no total can be " + target);
        }
        return new Allocation<>(new DoubleArithmetic(target), method, leaves, tree).plan();
    }
}
