package dev.ducksheet.planted.core.spread;

/** Breaks no rule. */
public final class ExactSpread {
    public long[] share(java.math.BigInteger total, int cells) {
        return new long[] {total.longValueExact() / cells};
    }
}
