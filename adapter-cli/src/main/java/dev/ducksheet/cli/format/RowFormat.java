package dev.ducksheet.cli.format;

import java.io.PrintWriter;
import java.util.Locale;

/** The formats of rows. */
public enum RowFormat {
    /** Aligned columns, for people. */
    TABLE,
    /** One JSON object with the columns and the rows. */
    JSON,
    /** One JSON object on each line. */
    NDJSON,
    /** Comma-separated values with a header line. */
    CSV,
    /** Apache Parquet: a file. */
    PARQUET;

    /**
     * Returns a sink that prints to {@code out}.
     *
     * @throws IllegalArgumentException of {@link #PARQUET}, which is no text
     */
    public RowSink to(PrintWriter out, boolean colours) {
        return switch (this) {
            case TABLE -> new TableSink(out, colours);
            case JSON -> new JsonSink(out);
            case NDJSON -> new NdjsonSink(out);
            case CSV -> new CsvSink(out);
            case PARQUET -> throw new IllegalArgumentException("parquet is no text");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
