package dev.ducksheet.core.condition;

import org.jspecify.annotations.Nullable;

/**
 * The name of a column as a condition writes it, and where it does.
 *
 * <p>The position is for messages only: two names are equal when they are spelt alike, so that conditions that say the
 * same are equal wherever they say it. Whether case matters is for the one who looks the column up.
 *
 * @param name the name without quotes, never empty
 * @param position the 0-based UTF-16 offset of the name in the condition's text; 0 where there was no text
 */
public record ColumnName(String name, int position) {

    /** Refuses the empty name and positions before the text. */
    public ColumnName {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a column name cannot be empty");
        }
        if (position < 0) {
            throw new IllegalArgumentException("no text has a position " + position);
        }
    }

    /** Names a column that no text mentions. */
    public ColumnName(String name) {
        this(name, 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ColumnName that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
