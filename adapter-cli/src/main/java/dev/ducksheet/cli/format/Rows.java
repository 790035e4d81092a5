package dev.ducksheet.cli.format;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.RowBatch;
import dev.ducksheet.core.port.RowStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints a stream of rows, in constant memory. */
public final class Rows {
    private Rows() {}

    /** Prints the rows until they end, or until nobody reads {@code out} any more; returns how many. */
    public static long print(RowStream rows, RowSink sink, PrintWriter out) throws IOException {
        long count = 0;
        sink.begin(rows.columns());
        while (rows.next() && !out.checkError()) {
            count += print(rows.batch(), rows.columns().size(), sink);
        }
        sink.end();
        return count;
    }

    private static int print(RowBatch batch, int columns, RowSink sink) throws IOException {
        for (int row = 0; row < batch.size(); row++) {
            List<CellValue> cells = new ArrayList<>(columns);
            for (int column = 0; column < columns; column++) {
                cells.add(batch.get(column, row));
            }
            sink.row(cells);
        }
        return batch.size();
    }
}
