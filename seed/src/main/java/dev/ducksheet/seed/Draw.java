package dev.ducksheet.seed;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Chance from a seed. Only those methods of {@link Random} are used whose results its documentation fixes, so that every
 * JDK draws alike.
 */
final class Draw {
    private static final int PATIENCE = 20;

    private final Random random;

    /** @param stream separates draws of the same seed that must not depend on each other */
    Draw(long seed, String stream) {
        random = new Random(seed * 31 + stream.hashCode());
    }

    Random random() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T of(List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }

    /** Returns {@code count} distinct names; where the source only repeats itself, a number is added. */
    static List<String> distinct(int count, Supplier<String> source) {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            addNew(names, source);
        }
        return List.copyOf(names);
    }

    /** Returns the distinct names, at least one, that so many tries bring up. */
    static List<String> pool(int tries, Supplier<String> source) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < tries; i++) {
            names.add(source.get());
        }
        return List.copyOf(names);
    }

    private static void addNew(Set<String> names, Supplier<String> source) {
        for (int i = 0; i < PATIENCE; i++) {
            if (names.add(source.get())) {
                return;
            }
        }
        names.add(source.get() + " " + (names.size() + 1));
    }
}
