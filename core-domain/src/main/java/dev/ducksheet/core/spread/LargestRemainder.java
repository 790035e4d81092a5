package dev.ducksheet.core.spread;

import java.util.BitSet;

/**
 * Divides whole units among the cells of a group by the method of the largest remainder, known as Hamilton's and as
 * Hare-Niemeyer's: each cell gets its exact share rounded down, and the units left over go, one each, to the cells
 * whose shares lost most.
 *
 * <p>Equal remainders are told apart by weight, so that the worst relative error is smallest: where they are half a
 * unit or more the smaller weight rounds up first, else the larger. What still ties is told apart by the order of the
 * cells. The cells that get a unit are found by selection, never by sorting. Not thread-safe.
 */
abstract sealed class LargestRemainder permits LongShares, BigShares {
    private final Selection selection = new Selection();
    private final int[] members;
    private final LeafOrder order;
    private final BitSet remainder;
    private final long[] keys;
    private final int[] candidates;
    private int candidateCount;
    private int unitsLeft;
    private int from;

    /** Divides among groups of {@code cells}, and adds to {@code remainder} each cell that gets a unit left over. */
    LargestRemainder(Cells<Units> cells, BitSet remainder) {
        this.members = cells.groups().members();
        this.order = cells.order();
        this.remainder = remainder;
        this.keys = new long[cells.groups().largest()];
        this.candidates = new int[keys.length];
    }

    /** Adds one unit to the share of the cell at {@code index} in its group. */
    abstract void raise(int index);

    /** Starts to hand out the units left over in the group whose cells start at {@code start}. */
    final void open(int start, int size, int units) {
        from = start;
        unitsLeft = units;
        candidateCount = units == 0 ? 0 : size;
        for (int c = 0; c < candidateCount; c++) {
            candidates[c] = c;
        }
    }

    /** Says whether fewer units are left than candidates for them. */
    final boolean isContested() {
        return unitsLeft < candidateCount;
    }

    final int candidateCount() {
        return candidateCount;
    }

    /** Returns the index in its group of the {@code c}-th candidate. */
    final int candidate(int c) {
        return candidates[c];
    }

    /** Returns the keys to be filled in for {@link #narrow}, one per candidate; the largest are raised first. */
    final long[] keys() {
        return keys;
    }

    /** Raises the candidates above the last key that still gets a unit, keeps those that tie with it, returns it. */
    final long narrow() {
        long threshold = selection.kthLargest(keys, candidateCount, unitsLeft);
        int tied = 0;
        for (int c = 0; c < candidateCount; c++) {
            if (keys[c] > threshold) {
                award(candidates[c]);
                unitsLeft--;
            } else if (keys[c] == threshold) {
                candidates[tied++] = candidates[c];
            }
        }
        candidateCount = tied;
        return threshold;
    }

    /** Breaks the last tie by the order of the cells. */
    final void close() {
        if (isContested()) {
            for (int c = 0; c < candidateCount; c++) {
                keys[c] = ~order.ordinal(members[from + candidates[c]]);
            }
            narrow();
        }
        for (int c = 0; c < candidateCount; c++) {
            award(candidates[c]);
        }
    }

    private void award(int index) {
        raise(index);
        remainder.set(members[from + index]);
    }
}
