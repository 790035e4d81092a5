package dev.ducksheet.planted.core.spread;

/** Breaks rule 5. */
public final class SpreadThatPassesThroughADouble {
    public long share(java.math.BigDecimal weight) {
        return (long) weight.doubleValue();
    }
}
