package dev.ducksheet.core.spread;

import java.util.Arrays;

/**
 * Finds the k-th largest of many keys without sorting them: radix selection.
 *
 * <p>A histogram of the keys' leading digits tells in which bucket the wanted key is; only that bucket is looked into
 * again. Time is linear whatever the keys are. Not thread-safe.
 */
final class Selection {
    private static final int FEW = 24;
    private static final int DIGIT_BITS = 8;

    private final int[] histogram = new int[1 << DIGIT_BITS];
    private long[] pool = new long[0];
    private int size;

    /** Returns the {@code k}-th largest of the first {@code count} keys, {@code k} from 1. */
    long kthLargest(long[] keys, int count, int k) {
        fill(keys, count);
        int rank = k;
        while (size > FEW) {
            long least = least();
            int shift = shiftOf(greatest() - least);
            rank = narrow(least, shift, rank);
            if (shift == 0) {
                return pool[0];
            }
        }
        Arrays.sort(pool, 0, size);
        return pool[size - rank];
    }

    private void fill(long[] keys, int count) {
        if (pool.length < count) {
            pool = new long[count];
        }
        System.arraycopy(keys, 0, pool, 0, count);
        size = count;
    }

    /** Keeps the bucket that has the key of that rank and returns the key's rank there. */
    private int narrow(long least, int shift, int rank) {
        Arrays.fill(histogram, 0);
        for (int i = 0; i < size; i++) {
            histogram[digit(pool[i], least, shift)]++;
        }
        int bucket = histogram.length - 1;
        int left = rank;
        while (left > histogram[bucket]) {
            left -= histogram[bucket--];
        }
        keep(bucket, least, shift);
        return left;
    }

    private void keep(int bucket, long least, int shift) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long key = pool[i];
            if (digit(key, least, shift) == bucket) {
                pool[kept++] = key;
            }
        }
        size = kept;
    }

    private static int digit(long key, long least, int shift) {
        return (int) ((key - least) >>> shift);
    }

    private static int shiftOf(long span) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(span) - DIGIT_BITS);
    }

    private long least() {
        long least = pool[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, pool[i]);
        }
        return least;
    }

    private long greatest() {
        long greatest = pool[0];
        for (int i = 1; i < size; i++) {
            greatest = Math.max(greatest, pool[i]);
        }
        return greatest;
    }
}
