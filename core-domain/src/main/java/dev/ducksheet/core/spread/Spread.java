package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.ColumnType;
import java.math.BigInteger;

/**
 * The allocation of an edited total over its leaves: data spreading, in the words of planning systems.
 *
 * <p>From the edited node down, each node's target is divided among the cells below it, nodes or leaves, by one and the
 * same {@link SpreadMethod}, and each cell's share is its target in turn. Each level is rounded on its own, by
 * {@linkplain LargestRemainder largest remainder}, so that every cell is within one unit of its exact share and the
 * cells of a node sum to its target to the last unit.
 *
 * <ul>
 *   <li><b>Held leaves</b> are taken out first. What they leave of the target is divided among the free leaves, as if
 *       there were no others: nodes without a free leaf take no part. Where every leaf is held there is no plan, not
 *       even for the total they have.
 *   <li><b>Sign.</b> The magnitude of what is to be divided is divided, and the sign restored. Shares of opposite signs
 *       are rounded down, towards minus infinity, like the others before the remainders are compared.
 *   <li><b>Ties</b> of remainders go where the relative error stays smallest: from half a unit on to the smaller
 *       weight, below to the larger; then to the first in order. The order in which leaves are given changes nothing.
 *   <li><b>A target that is the current total</b> leaves everything below the node as it is, nulls and cells that
 *       cancel out included. Not so where the method disregards what cells hold: {@code equal}, and
 *       {@code proportional} by a reference column, unless its weights sum to zero.
 *   <li><b>Weights that are all zero</b>, null included, make a weighted method divide equally among all cells of that
 *       node. Weights that are not, but sum to zero, leave it undefined, and with it the whole spread.
 *   <li><b>A null leaf</b> counts 0. Under a weighted method it stays null unless it has a weight other than zero, by
 *       the reference column, or the division is equal. A leaf whose reference is null weighs nothing.
 *   <li><b>An empty total</b>, all of whose leaves are null, that is set to 0 gives every free leaf a 0.
 *   <li><b>A leaf that overflows</b> its column refuses the whole spread.
 * </ul>
 *
 * <p>Time and memory are linear in the leaves; nothing is allocated per leaf unless numbers exceed 64 bits.
 */
public final class Spread {
    private Spread() {}

    /**
     * Plans the spread of whole units over the leaves of an integer or decimal column.
     *
     * @param target the new total of the edited node, held leaves included, in units of the type's scale
     * @param tree the nodes to pass through; the {@linkplain Tree#flat flat} one for a single split over all leaves
     * @param type the type of the column
     * @throws IllegalArgumentException if the leaves' amounts are not of a kind that can hold every value of the type
     */
    public static SpreadResult plan(SpreadMethod method, BigInteger target, Leaves leaves, Tree tree, ColumnType type) {
        if (!(leaves.values() instanceof ExactAmounts amounts && amounts.canHold(type))) {
            throw new IllegalArgumentException("these amounts are not of type " + type.sqlName());
        }
        return new Allocation<>(new ExactArithmetic(target, type), method, leaves, tree).plan();
    }
}
