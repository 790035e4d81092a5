package dev.ducksheet.planted.core.spread;

/** Breaks rule 5. */
public final class SpreadThatKeepsADouble {
    public double[] shares() {
        return new double[0];
    }
}
