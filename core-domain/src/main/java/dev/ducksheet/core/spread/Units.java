package dev.ducksheet.core.spread;

import java.math.BigInteger;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A vector of whole numbers of any size. Those of at most 64 bits lie in an array of longs, so that a vector of small
 * numbers costs nothing more than that array.
 */
final class Units {
    private static final int BITS_OF_LONG = 63;
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final long[] small;
    private @Nullable BigInteger @Nullable [] large;

    /** Makes a vector of zeros. */
    Units(int size) {
        this(new long[size]);
    }

    /** Keeps the array. */
    Units(long[] small) {
        this.small = small;
    }

    int size() {
        return small.length;
    }

    /** Says whether every number fits in 64 bits. */
    boolean areSmall() {
        return large == null;
    }

    /** Says whether the number fits in 64 bits. */
    boolean isSmall(int index) {
        return large == null || large[index] == null;
    }

    /** Returns the numbers for which {@link #isSmall} holds. */
    long[] small() {
        return small;
    }

    /** Says whether the number is 0. */
    boolean isZero(int index) {
        return isSmall(index) && small[index] == 0;
    }

    /** Returns the number, whatever its size. */
    BigInteger get(int index) {
        var number = large == null ? null : large[index];
        return number == null ? BigInteger.valueOf(small[index]) : number;
    }

    /** Sets a number; no index is set twice. */
    void set(int index, long number) {
        small[index] = number;
    }

    /** Sets a number; no index is set twice. */
    void set(int index, BigInteger number) {
        if (number.bitLength() <= BITS_OF_LONG) {
            small[index] = number.longValue();
            return;
        }
        if (large == null) {
            large = new BigInteger[small.length];
        }
        large[index] = number;
    }

    /** Sets a number to one of another vector. */
    void copy(int index, Units from, int fromIndex) {
        if (from.isSmall(fromIndex)) {
            set(index, from.small[fromIndex]);
        } else {
            set(index, from.get(fromIndex));
        }
    }

    /** Sets a number to the one in {@code augend} at the same index plus {@code addend}. */
    void setSum(int index, Units augend, long addend) {
        long sum = augend.small[index] + addend;
        if (overflows(augend.small[index], addend, sum) || !augend.isSmall(index)) {
            set(index, augend.get(index).add(BigInteger.valueOf(addend)));
        } else {
            set(index, sum);
        }
    }

    /** Says whether both vectors have the same number at {@code index}. */
    boolean equalAt(int index, Units other) {
        if (isSmall(index) && other.isSmall(index)) {
            return small[index] == other.small[index];
        }
        return get(index).equals(other.get(index));
    }

    /** Returns the numbers at {@code indices}. */
    Units gather(int[] indices) {
        var gathered = new Units(indices.length);
        for (int i = 0; i < indices.length; i++) {
            gathered.copy(i, this, indices[i]);
        }
        return gathered;
    }

    /** Returns a vector with these numbers at {@code indices} and 0 elsewhere. */
    Units scatter(int[] indices, int size) {
        var scattered = new Units(size);
        for (int i = 0; i < indices.length; i++) {
            scattered.copy(indices[i], this, i);
        }
        return scattered;
    }

    /** Returns the differences. */
    Units minus(Units subtrahend) {
        var differences = new Units(size());
        for (int i = 0; i < size(); i++) {
            if (isSmall(i) && subtrahend.isSmall(i) && subtrahend.small[i] != Long.MIN_VALUE) {
                differences.setSum(i, this, -subtrahend.small[i]);
            } else {
                differences.set(i, get(i).subtract(subtrahend.get(i)));
            }
        }
        return differences;
    }

    /** Returns the sum of each group; these numbers are in the order of the groups. */
    Units sums(Groups groups) {
        var sums = new Units(groups.count());
        for (int group = 0; group < groups.count(); group++) {
            addUp(groups.from(group), groups.to(group), group, sums);
        }
        return sums;
    }

    /** Returns the sum of all. */
    BigInteger total() {
        return bigSum(0, size());
    }

    /** Returns where a number is less than {@code min} or more than {@code max}. */
    BitSet outside(BigInteger min, BigInteger max) {
        long least = min.max(LONG_MIN).longValue();
        long most = max.min(LONG_MAX).longValue();
        var outside = new BitSet();
        for (int i = 0; i < size(); i++) {
            boolean isBelow = isSmall(i) ? small[i] < least : get(i).compareTo(min) < 0;
            boolean isAbove = isSmall(i) ? small[i] > most : get(i).compareTo(max) > 0;
            if (isBelow || isAbove) {
                outside.set(i);
            }
        }
        return outside;
    }

    /** Returns the numbers as amounts, in the narrowest kind of column that holds them. */
    Amounts toAmounts(BitSet nulls) {
        if (areSmall()) {
            return new LongAmounts(small, nulls);
        }
        var amounts = new @Nullable BigInteger[size()];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = nulls.get(i) ? null : get(i);
        }
        return new WideAmounts(amounts);
    }

    private void addUp(int from, int to, int group, Units sums) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            long next = sum + small[i];
            if (overflows(sum, small[i], next) || !isSmall(i)) {
                sums.set(group, bigSum(from, to));
                return;
            }
            sum = next;
        }
        sums.set(group, sum);
    }

    /** Says whether {@code sum} is not {@code a + b}, for want of bits. */
    private static boolean overflows(long a, long b, long sum) {
        return ((a ^ sum) & (b ^ sum)) < 0;
    }

    private BigInteger bigSum(int from, int to) {
        var sum = BigInteger.ZERO;
        for (int i = from; i < to; i++) {
            sum = sum.add(get(i));
        }
        return sum;
    }
}
