package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.CellValue;
import java.util.List;

/**
 * A row of a table or rollup as it is after an update.
 *
 * @param sheet the table or rollup whose row it is
 * @param column the column in which the update changed it; empty if it came, went or changed as a whole
 * @param columns the names of the cells; shared by all rows of a sheet
 * @param cells as many as {@code columns}
 * @param gone whether the row is no longer there: a base row was deleted, and its cells are what they were; the last
 *     leaf of a rollup row moved to another node, and its measures are empty
 */
public record ChangedRow(String sheet, String column, List<String> columns, List<CellValue> cells, boolean gone) {
    /** Copies the lists and refuses lists of different length. */
    public ChangedRow {
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
        if (columns.size() != cells.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, " + cells.size() + " cells");
        }
    }
}
