package dev.ducksheet.core.spread;

import java.util.Arrays;
import java.util.BitSet;

/** Shares in arithmetic of 64 bits, with products of 126: the fast path. */
final class LongShares extends LargestRemainder {
    private static final int TOO_LARGE = -1;

    private final long[] weights;
    private final long[] shares;

    /** Takes cells of any weights; {@link #divide} is for weights that {@linkplain Units#areSmall are small}. */
    LongShares(Cells<Units> cells, BitSet remainder) {
        super(cells, remainder);
        this.weights = cells.weights().small();
        this.shares = new long[keys().length];
    }

    /** Returns the share of the cell at {@code index} in its group. */
    long share(int index) {
        return shares[index];
    }

    /**
     * Divides a non-negative amount among the cells {@code from} to {@code to} in proportion to their weights.
     *
     * @return false if the numbers are too large for this arithmetic; nothing is divided then
     */
    boolean divide(long amount, long weightTotal, int from, int to) {
        int left = weightTotal == Long.MIN_VALUE ? TOO_LARGE : roundDown(amount, weightTotal, from, to);
        if (left == TOO_LARGE) {
            return false;
        }
        open(from, to - from, left);
        if (isContested()) {
            long remainder = narrow();
            preferByWeight(from, remainder >= Math.abs(weightTotal) - remainder);
        }
        close();
        return true;
    }

    /** Divides a non-negative amount equally among the cells {@code from} to {@code to}. */
    void divideEqually(long amount, int from, int to) {
        int size = to - from;
        Arrays.fill(shares, 0, size, amount / size);
        open(from, size, (int) (amount % size));
        close();
    }

    @Override
    void raise(int index) {
        shares[index]++;
    }

    /** Gives every cell its exact share rounded down, makes the remainders the keys, returns the units left over. */
    private int roundDown(long amount, long weightTotal, int from, int to) {
        long total = Math.abs(weightTotal);
        var divisor = new Divisor(total);
        long left = amount;
        for (int i = 0; i < to - from; i++) {
            long weight = weights[from + i];
            long quotient = weight == Long.MIN_VALUE ? TOO_LARGE : divisor.quotient(amount, Math.abs(weight));
            if (quotient == Divisor.TOO_LARGE) {
                return TOO_LARGE;
            }
            long rest = amount * Math.abs(weight) - quotient * total;
            if ((weight ^ weightTotal) < 0) {
                setNegative(i, quotient, rest, total);
            } else {
                shares[i] = quotient;
                keys()[i] = rest;
            }
            left -= shares[i];
        }
        return (int) left;
    }

    private void setNegative(int index, long quotient, long rest, long total) {
        shares[index] = rest == 0 ? -quotient : ~quotient;
        keys()[index] = rest == 0 ? 0 : total - rest;
    }

    private void preferByWeight(int from, boolean smaller) {
        if (isContested()) {
            for (int c = 0; c < candidateCount(); c++) {
                long weight = Math.abs(weights[from + candidate(c)]);
                keys()[c] = smaller ? ~weight : weight;
            }
            narrow();
        }
    }
}
