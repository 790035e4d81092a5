package dev.ducksheet.cli.format;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import java.io.IOException;
import java.util.List;

/** Where rows go to be printed: {@link #begin} once, {@link #row} for each, {@link #end} once. */
public interface RowSink {

    /** Begins with the columns. */
    void begin(List<Column> columns) throws IOException;

    /** Prints a row, or keeps it to be printed soon. */
    void row(List<CellValue> cells) throws IOException;

    /** Prints what is left. */
    void end() throws IOException;
}
