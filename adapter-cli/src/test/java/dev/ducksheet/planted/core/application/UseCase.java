package dev.ducksheet.planted.core.application;

/** Breaks no rule. */
public final class UseCase {
    public java.time.Instant at(java.time.Clock clock) {
        return clock.instant();
    }

    public int[] dice(long seed) {
        return new java.util.Random(seed).ints(3).toArray();
    }
}
