package dev.ducksheet.testkit;

import java.util.SplittableRandom;

/**
 * Runs a property on random input, each run from a seed of its own, which a failure tells.
 *
 * <p>{@code -Dducksheet.seed=<seed>} runs a property once, on the input of that seed.
 */
public final class Seeded {
    /** The system property that names the seed to replay. */
    public static final String SEED = "ducksheet.seed";

    private Seeded() {}

    /** What is to hold whatever the input. */
    @FunctionalInterface
    public interface Property {
        /** Draws the input, and throws if the property does not hold on it. */
        void check(SplittableRandom random) throws Exception;
    }

    /** Says whether one run is replayed, which may not show what many runs together do. */
    public static boolean isReplay() {
        return Long.getLong(SEED) != null;
    }

    /**
     * Checks a property a number of times.
     *
     * @throws AssertionError on the first input on which it does not hold; the message begins with the seed
     */
    public static void check(int runs, Property property) {
        var replayed = Long.getLong(SEED);
        if (replayed != null) {
            checkOnce(replayed, property);
            return;
        }
        var seeds = new SplittableRandom();
        for (int run = 0; run < runs; run++) {
            checkOnce(seeds.nextLong(), property);
        }
    }

    private static void checkOnce(long seed, Property property) {
        try {
            property.check(new SplittableRandom(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("-D" + SEED + "=" + seed + " fails: " + e.getMessage(), e);
        }
    }
}
