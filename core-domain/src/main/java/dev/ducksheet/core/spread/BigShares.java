package dev.ducksheet.core.spread;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;

/** Shares in arithmetic without bounds: the path for numbers of more than 64 bits. */
final class BigShares extends LargestRemainder {
    /** Keys are compared digit by digit; a digit of this many bits is a positive long. */
    private static final int DIGIT_BITS = 62;

    private static final long DIGIT = (1L << DIGIT_BITS) - 1;

    private final Units weights;
    private final BigInteger[] shares;
    private final BigInteger[] remainders;

    BigShares(Cells<Units> cells, BitSet remainder) {
        super(cells, remainder);
        this.weights = cells.weights();
        this.shares = new BigInteger[keys().length];
        this.remainders = new BigInteger[keys().length];
    }

    /** Returns the share of the cell at {@code index} in its group. */
    BigInteger share(int index) {
        return shares[index];
    }

    /** Divides a non-negative amount among the cells {@code from} to {@code to} in proportion to their weights. */
    void divide(BigInteger amount, BigInteger weightTotal, int from, int to) {
        open(from, to - from, roundDown(amount, weightTotal, from, to));
        narrowBy(index -> remainders[index], false);
        if (isContested()) {
            boolean smaller = remainders[candidate(0)].shiftLeft(1).compareTo(weightTotal.abs()) >= 0;
            narrowBy(index -> weights.get(from + index).abs(), smaller);
        }
        close();
    }

    /** Divides a non-negative amount equally among the cells {@code from} to {@code to}. */
    void divideEqually(BigInteger amount, int from, int to) {
        int size = to - from;
        var division = amount.divideAndRemainder(BigInteger.valueOf(size));
        Arrays.fill(shares, 0, size, division[0]);
        open(from, size, division[1].intValue());
        close();
    }

    @Override
    void raise(int index) {
        shares[index] = shares[index].add(BigInteger.ONE);
    }

    /** Gives every cell its exact share rounded down, keeps the remainders, returns the units left over. */
    private int roundDown(BigInteger amount, BigInteger weightTotal, int from, int to) {
        var total = weightTotal.abs();
        var signed = weightTotal.signum() < 0 ? amount.negate() : amount;
        var left = amount;
        for (int i = 0; i < to - from; i++) {
            var division = signed.multiply(weights.get(from + i)).divideAndRemainder(total);
            boolean down = division[1].signum() < 0;
            shares[i] = down ? division[0].subtract(BigInteger.ONE) : division[0];
            remainders[i] = down ? division[1].add(total) : division[1];
            left = left.subtract(shares[i]);
        }
        return left.intValueExact();
    }

    /** Narrows the candidates by non-negative keys of any size, from the leading digit on. */
    private void narrowBy(IntFunction<BigInteger> key, boolean smallestFirst) {
        for (int shift = leadingDigit(key); shift >= 0 && isContested(); shift -= DIGIT_BITS) {
            for (int c = 0; c < candidateCount(); c++) {
                long digit = key.apply(candidate(c)).shiftRight(shift).longValue() & DIGIT;
                keys()[c] = smallestFirst ? ~digit : digit;
            }
            narrow();
        }
    }

    /** Returns the position, in bits, of the leading digit of the largest key. */
    private int leadingDigit(IntFunction<BigInteger> key) {
        int bits = 0;
        for (int c = 0; c < candidateCount(); c++) {
            bits = Math.max(bits, key.apply(candidate(c)).bitLength());
        }
        return bits / DIGIT_BITS * DIGIT_BITS;
    }
}
