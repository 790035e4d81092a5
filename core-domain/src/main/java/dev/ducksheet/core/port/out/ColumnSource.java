package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import java.util.List;

/** Where the cells of an altered table's column come from. */
public sealed interface ColumnSource {

    /** From a column of the table as it was, as they are. */
    record Kept(String column) implements ColumnSource {}

    /**
     * From the caller, for every row of the table as it was.
     *
     * @param column whose place they take
     * @param rowIds of all rows
     * @param cells as many, of the new column's type
     */
    @SuppressWarnings("ArrayRecordComponent") // columns, not values: compared by nobody
    record Given(String column, long[] rowIds, List<CellValue> cells) implements ColumnSource {}

    /** From the new column's default, the same for every row. */
    record Default() implements ColumnSource {}
}
