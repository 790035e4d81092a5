package dev.ducksheet.seed;

/** The numbers below a bound, each once, in an order in which neighbours are far apart, without keeping them. */
final class Shuffle {
    private static final double GOLDEN = 0.6180339887498949;

    private final long bound;
    private final long stride;
    private long next;

    Shuffle(long bound, long seed) {
        this.bound = bound;
        stride = strideOf(bound);
        next = Math.floorMod(seed, bound);
    }

    /** Strides that share no factor with the bound reach every number before they meet the first again. */
    private static long strideOf(long bound) {
        long stride = (long) (bound * GOLDEN);
        while (gcd(stride, bound) != 1) {
            stride++;
        }
        return stride;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    long next() {
        long number = next;
        next = number + stride < bound ? number + stride : number + stride - bound;
        return number;
    }
}
