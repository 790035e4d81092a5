package dev.ducksheet.core.spread;

/**
 * A divisor of products that may need 126 bits. After the first division that needs them, each costs three
 * multiplications.
 *
 * <p>The algorithm is number 4 of N. Möller and T. Granlund, "Improved Division by Invariant Integers" (2011). Not
 * thread-safe.
 */
final class Divisor {
    /** Stands for a quotient that is too large. */
    static final long TOO_LARGE = -1;

    private static final long LOW_HALF = 0xffff_ffffL;

    private final long divisor;
    private final int shift;
    /** The divisor, shifted until its highest bit is set; unsigned, as is all that follows. */
    private final long normalized;
    /** What 1/normalized is above 1, in units of 2^-64 and scaled by 2^64; 0 until it is needed. */
    private long reciprocal;

    /** Takes a positive divisor. */
    Divisor(long divisor) {
        this.divisor = divisor;
        this.shift = Long.numberOfLeadingZeros(divisor);
        this.normalized = divisor << shift;
    }

    /** Returns the product of two non-negative numbers divided by the divisor, or {@link #TOO_LARGE} from 2^63 - 1. */
    long quotient(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == 0 && low >= 0) {
            long quotient = low / divisor;
            return quotient < Long.MAX_VALUE ? quotient : TOO_LARGE;
        }
        return high < divisor ? longQuotient((high << shift) | (low >>> -shift), low << shift) : TOO_LARGE;
    }

    private long longQuotient(long high, long low) {
        if (reciprocal == 0) {
            reciprocal = reciprocal();
        }
        long fraction = reciprocal * high + low;
        boolean carry = Long.compareUnsigned(fraction, low) < 0;
        long quotient = unsignedMultiplyHigh(reciprocal, high) + high + (carry ? 1 : 0) + 1;
        long remainder = low - quotient * normalized;
        if (Long.compareUnsigned(remainder, fraction) > 0) {
            quotient--;
            remainder += normalized;
        }
        if (Long.compareUnsigned(remainder, normalized) >= 0) {
            quotient++;
        }
        return quotient >= 0 && quotient < Long.MAX_VALUE ? quotient : TOO_LARGE;
    }

    /** Returns (2^128 - 1) / normalized - 2^64, by long division in digits of 32 bits. */
    private long reciprocal() {
        long upper = digit(~normalized, LOW_HALF);
        long rest = ((~normalized << 32) | LOW_HALF) - upper * normalized;
        return (upper << 32) | digit(rest, LOW_HALF);
    }

    /** Divides {@code rest · 2^32 + next} by the normalized divisor; {@code rest} is less than that divisor. */
    private long digit(long rest, long next) {
        long leading = normalized >>> 32;
        long digit = Long.divideUnsigned(rest, leading);
        long left = Long.remainderUnsigned(rest, leading);
        while (digit > LOW_HALF || Long.compareUnsigned(digit * (normalized & LOW_HALF), (left << 32) | next) > 0) {
            digit--;
            left += leading;
            if (left > LOW_HALF) {
                break;
            }
        }
        return digit;
    }

    private static long unsignedMultiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
