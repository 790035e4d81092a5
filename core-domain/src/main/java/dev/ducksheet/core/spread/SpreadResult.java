package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import java.util.BitSet;
import java.util.List;

/** What became of a spread: a plan, or the reason why there is none. Nothing is ever planned by halves. */
public sealed interface SpreadResult {

    /**
     * The new values of all leaves.
     *
     * <p>The components are as large as the leaves are many and are not copied.
     *
     * @param values the new amounts, in the same kind of column as the old ones
     * @param changed the leaves whose amount differs from the one before
     * @param remainder for each level below the edited node, the leaves last: the cells that took a unit left over by
     *     rounding (one unit less, if what was divided is negative), or, in a DOUBLE column, the residue
     */
    record Plan(Amounts values, BitSet changed, List<BitSet> remainder) implements SpreadResult {
        /** Copies the list, not the sets in it. */
        public Plan {
            remainder = List.copyOf(remainder);
        }
    }

    /**
     * The weights among the cells of a node do not say how to divide its target.
     *
     * @param reason what is wrong with them
     * @param level the level of the node in the {@link Tree}
     * @param node the index of the node on that level
     */
    record Undefined(Reason reason, int level, int node) implements SpreadResult {
        /** What can be wrong with weights. */
        public enum Reason {
            /** They are not all zero, but sum to zero. */
            SUM_TO_ZERO,
            /** There is NaN or infinity in a DOUBLE column, or its sum is infinite. */
            NOT_FINITE
        }
    }

    /** The new value of a leaf does not fit in its column; of several such leaves this is the first in their order. */
    record Overflow(int leaf, CellValue value) implements SpreadResult {}

    /** Every leaf is held. */
    record AllHeld() implements SpreadResult {}

    /** There is no leaf under the edited node. */
    record NoLeaves() implements SpreadResult {}
}
