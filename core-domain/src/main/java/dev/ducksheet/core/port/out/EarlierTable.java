package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import java.util.List;

/**
 * A table as it was at an earlier version, told by what is other now. Row ids are those of the snapshot that it is shown
 * from.
 *
 * @param came ids of the rows that came since, so that they are not shown
 * @param written cells of rows that are there now; of rows that came too, where they do not matter
 * @param gone whole rows that are there no more, cells in the order of {@link Table#askable}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record EarlierTable(Table table, long[] came, List<Written> written, List<List<CellValue>> gone) {
    /** Copies the list of columns; that of the rows, which may be long, is kept as it is given. */
    public EarlierTable {
        written = List.copyOf(written);
    }

    /**
     * A column that was written since.
     *
     * @param rowIds those of the rows that had other cells in it, none twice
     * @param cells that they had, in the same order
     */
    public record Written(Column column, long[] rowIds, CellColumn cells) {}

    /** Says whether the table was as it is now. */
    public boolean isAsNow() {
        return came.length == 0 && written.isEmpty() && gone.isEmpty();
    }
}
