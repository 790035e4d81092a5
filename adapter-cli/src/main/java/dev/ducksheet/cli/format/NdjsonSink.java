package dev.ducksheet.cli.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Rows as one JSON object on each line. */
final class NdjsonSink implements RowSink {
    private final PrintWriter out;
    private List<Column> columns = List.of();

    NdjsonSink(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) {
        this.columns = columns;
    }

    @Override
    public void row(List<CellValue> cells) throws IOException {
        try (JsonGenerator json = JsonCells.generator(out)) {
            JsonCells.writeRow(json, columns, cells);
        }
        out.print('\n');
    }

    @Override
    public void end() {}
}
