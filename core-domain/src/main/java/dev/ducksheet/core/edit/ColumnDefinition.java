package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;

/**
 * A column as a user asks for it: name and default as written, not yet checked.
 *
 * @param byDefault what rows get that say nothing of the column; empty for an empty cell
 */
public record ColumnDefinition(String name, ColumnType type, boolean nullable, boolean unique, CellValue byDefault) {
    /** Returns the definition of a column that takes everything of its type. */
    public static ColumnDefinition of(String name, ColumnType type) {
        return new ColumnDefinition(name, type, true, false, CellValue.none());
    }
}
