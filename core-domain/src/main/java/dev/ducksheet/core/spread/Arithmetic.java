package dev.ducksheet.core.spread;

import dev.ducksheet.core.model.CellValue;
import java.util.BitSet;

/**
 * The numbers a spread reckons in: whole units, or binary floating point.
 *
 * @param <N> a vector of numbers
 */
interface Arithmetic<N> {
    /** Says whether the edited node is to become 0. */
    boolean isTargetZero();

    /** Returns, as a vector of one number, what the held leaves leave of the target. */
    N freeTarget(Leaves leaves);

    /** Returns the amounts of the given leaves, 0 for null. */
    N amounts(Amounts amounts, int[] leaves);

    /** Returns the sum of each group of cells. */
    N sums(N cells, Groups groups);

    /** Returns the numbers at {@code indices}. */
    N gather(N numbers, int[] indices);

    /** Returns a vector that has the numbers at {@code indices} and 0 elsewhere. */
    N scatter(N numbers, int[] indices, int size);

    /** Says whether the number at {@code index} is neither NaN nor infinity. */
    boolean isFinite(N numbers, int index);

    /** Returns the division of the targets of one level's nodes among the cells below. */
    Split<N> split(SpreadMethod method, Cells<N> cells, N targets, BitSet kept);

    /** Returns where a number does not fit in the column. */
    BitSet overflows(N numbers);

    /** Returns the number at {@code index} as the content of a cell. */
    CellValue cellValue(N numbers, int index);

    /** Says whether two vectors have the same number at {@code index}. */
    boolean areEqual(N a, N b, int index);

    /** Returns the leaves' amounts with new ones for some, but for the positions that are still null. */
    Amounts replace(Amounts amounts, int[] leaves, N newAmounts, BitSet stillNull);
}
