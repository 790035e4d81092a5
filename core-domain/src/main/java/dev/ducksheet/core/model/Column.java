package dev.ducksheet.core.model;

/**
 * A column of a table or of a rollup.
 *
 * @param nullable whether the column takes an empty cell
 * @param unique whether no two rows may hold the same in it; empty cells are not the same
 * @param byDefault what a new row gets that says nothing of the column; empty if that is an empty cell
 */
public record Column(String name, ColumnType type, boolean nullable, boolean unique, CellValue byDefault) {
    /** Refuses a column without a name. */
    public Column {
        Names.check("column", name);
    }

    /** Returns a column that is neither unique nor has a default. */
    public Column(String name, ColumnType type, boolean nullable) {
        this(name, type, nullable, false, CellValue.none());
    }

    /** Returns a column that takes empty cells. */
    public static Column of(String name, ColumnType type) {
        return new Column(name, type, true);
    }

    /** Says whether a new row must give a cell. */
    public boolean isRequired() {
        return !nullable && byDefault.isNull();
    }
}
