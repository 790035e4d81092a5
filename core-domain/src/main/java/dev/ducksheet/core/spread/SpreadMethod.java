package dev.ducksheet.core.spread;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a total is divided among the cells below it: the four allocations of MDX {@code UPDATE CUBE}.
 *
 * <p>In the formulas v is the new total, V the old one, x the old value of a cell, n the number of cells, and w the
 * weight of a cell: x/V, or its part of a reference column.
 */
public enum SpreadMethod {
    /** Each cell becomes v · w. */
    PROPORTIONAL("proportional", true, false),
    /** Each cell becomes v / n. */
    EQUAL("equal", false, false),
    /** Each cell becomes x + (v - V) / n. */
    EQUAL_INCREMENT("equal_increment", false, true),
    /** Each cell becomes x + (v - V) · w. */
    WEIGHTED_INCREMENT("weighted_increment", true, true);

    private final String wireName;
    private final boolean weighted;
    private final boolean increment;

    SpreadMethod(String wireName, boolean weighted, boolean increment) {
        this.wireName = wireName;
        this.weighted = weighted;
        this.increment = increment;
    }

    /** Returns the method of that name in the API. */
    public static Optional<SpreadMethod> named(String wireName) {
        return Arrays.stream(values())
                .filter(method -> method.wireName.equals(wireName))
                .findFirst();
    }

    /** Returns the name in the API. */
    public String wireName() {
        return wireName;
    }

    /** Says whether cells get shares by their weights, so that a reference column counts. */
    public boolean isWeighted() {
        return weighted;
    }

    /** Says whether shares of the difference are added to what the cells hold. */
    public boolean isIncrement() {
        return increment;
    }

    /**
     * Says whether a node whose target is its current total needs no change, whatever its cells hold. Not so where the
     * method disregards what they hold: {@code equal}, and {@code proportional} by a reference column.
     */
    boolean keepsCurrentTotal(boolean byReference) {
        return increment || (weighted && !byReference);
    }
}
