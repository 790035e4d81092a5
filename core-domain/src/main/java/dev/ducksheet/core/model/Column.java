package dev.ducksheet.core.model;

/**
 * A column of a table or of a rollup.
 *
 * @param nullable whether the column takes an empty cell
 */
public record Column(String name, ColumnType type, boolean nullable) {
    /** Refuses a column without a name. */
    public Column {
        Names.check("column", name);
    }

    /** Returns a column that takes empty cells. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type, true);
    }
}
