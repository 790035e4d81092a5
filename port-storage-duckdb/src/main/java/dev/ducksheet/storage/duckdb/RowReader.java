package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBReadableVector;

/** Reads cells of consecutive columns from one chunk. */
final class RowReader {
    private final List<Column> columns;
    private final DuckDBReadableVector[] vectors;

    RowReader(Rows rows, List<Column> columns, int from) {
        this.columns = columns;
        vectors = new DuckDBReadableVector[columns.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = rows.column(from + i);
        }
    }

    CellValue cell(int column, int row) {
        return Cells.read(columns.get(column).type(), vectors[column], row);
    }

    List<CellValue> row(int row) {
        var cells = new ArrayList<CellValue>(vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            cells.add(cell(i, row));
        }
        return cells;
    }
}
