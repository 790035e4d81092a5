package dev.ducksheet.core.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A column that cuts across a rollup's levels, such as the month: pinned to one value or left open,
 * never a level.
 *
 * @param source a column of the base table or of a joined table
 */
public record Axis(String name, ColumnRef source, Part part) {
    /** Refuses an axis without a name. */
    public Axis {
        Names.check("axis", name);
    }

    /** What an axis takes from its source column. */
    public enum Part {
        /** The value as it is. */
        VALUE,
        /** The year of a day, as text: {@code 2024}. */
        YEAR,
        /** The quarter of a day, as text: {@code 2024-Q1}. */
        QUARTER,
        /** The month of a day, as text: {@code 2024-02}. */
        MONTH,
        /** The ISO week of a day, as text: {@code 2024-W05}. */
        WEEK,
        /** The day, as text: {@code 2024-02-29}. */
        DAY;

        /** What may be written for a part, with commas between. */
        public static final String NAMES =
                Stream.of(values()).map(Part::wireName).collect(Collectors.joining(", "));

        /** Returns the name on the wire, such as {@code month}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads a part's name, in small or capital letters. */
        public static Optional<Part> named(String name) {
            return Stream.of(values())
                    .filter(it -> it.name().equalsIgnoreCase(name))
                    .findFirst();
        }
    }
}
