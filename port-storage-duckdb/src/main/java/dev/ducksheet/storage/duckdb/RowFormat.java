package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.Table;
import java.io.IOException;
import java.sql.SQLException;

/** One format of files. Another one is one more class, and a place in {@link #of}. */
interface RowFormat {

    /**
     * Says how DuckDB reads a file for a table.
     *
     * @param engine with the file's database attached, to look at the file with
     * @throws dev.ducksheet.core.port.out.FileReaders.UnreadableException if it is none of this format, or if its columns
     *     are not those of the table
     */
    RowSelection select(Session engine, SpooledFile file, ImportSpec spec, Table table)
            throws SQLException, IOException;

    /** Returns the format of a file. */
    static RowFormat of(SpooledFile file, ImportSpec spec) {
        return switch (file.format(spec)) {
            case CSV -> new CsvFormat();
            case NDJSON -> new NdjsonFormat();
            case PARQUET -> new ParquetFormat();
        };
    }
}
