package dev.ducksheet.cli.format;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.seed.CsvLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Rows as comma-separated values. */
record CsvSink(PrintWriter out) implements RowSink {
    @Override
    public void begin(List<Column> columns) throws IOException {
        CsvLine.header(out, columns);
    }

    @Override
    public void row(List<CellValue> cells) throws IOException {
        CsvLine.append(out, cells);
    }

    @Override
    public void end() {}
}
