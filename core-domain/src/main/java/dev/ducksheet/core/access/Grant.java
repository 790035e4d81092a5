package dev.ducksheet.core.access;

import dev.ducksheet.core.condition.Condition;

/**
 * A sheet that somebody may use.
 *
 * @param rows all of them, or those of a table or view that match a condition over its columns
 */
public record Grant(String sheet, Reach rows) {
    /** Refuses a grant of nothing. */
    public Grant {
        if (rows instanceof Reach.None) {
            throw new IllegalArgumentException("a grant of no rows of " + sheet);
        }
    }

    /** Returns the grant of a whole sheet. */
    public static Grant of(String sheet) {
        return new Grant(sheet, Reach.all());
    }

    /** Returns the grant of some rows. */
    public static Grant of(String sheet, Condition rows) {
        return new Grant(sheet, new Reach.Only(rows));
    }
}
