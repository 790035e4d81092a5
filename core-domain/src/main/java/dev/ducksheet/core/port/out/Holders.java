package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import java.util.List;

/**
 * The rows that hold what was asked for, one or none for each question, in the order of the questions.
 *
 * @param rowIds {@link #NONE} where there is no such row
 * @param rows the whole rows; an empty list where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // columns, not values: compared by nobody
public record Holders(long[] rowIds, List<List<CellValue>> rows) {
    /** The id of no row. */
    public static final long NONE = -1;
}
