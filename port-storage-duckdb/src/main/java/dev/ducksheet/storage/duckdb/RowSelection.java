package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Column;
import java.util.List;

/**
 * A file of rows as DuckDB reads it.
 *
 * @param columns of the table, in its order, that the file brings
 * @param sql selects a text or NULL for each of them, called t0, t1 and so on, in the order of the file; and last {@code
 *     odd}, what is wrong with the record as a whole, or NULL
 * @param firstRecord the number of the record that the first row is: 2 behind a header, else 1
 */
record RowSelection(List<Column> columns, String sql, int firstRecord) {
    /** Copies the columns. */
    RowSelection {
        columns = List.copyOf(columns);
    }
}
