package dev.ducksheet.core.model;

/** The number of an applied update; consecutive, the first is 1, the same order for everyone. */
public record Version(long number) implements Comparable<Version> {
    /** Before the first update. */
    public static final Version ZERO = new Version(0);

    /** Refuses negative numbers. */
    public Version {
        if (number < 0) {
            throw new IllegalArgumentException("a version is not negative: " + number);
        }
    }

    /** Returns the version that follows. */
    public Version next() {
        return new Version(number + 1);
    }

    /** Says whether this version came later than {@code other}. */
    public boolean isAfter(Version other) {
        return number > other.number;
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
