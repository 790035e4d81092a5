package dev.ducksheet.core.imports;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file of rows is written in. Each but Parquet may be compressed with gzip or zstd, which the bytes tell. */
public enum FileFormat {
    /** Separated values, with or without a header. */
    CSV,
    /** One JSON object on each line. */
    NDJSON,
    /** Apache Parquet. */
    PARQUET;

    /** Returns the name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the format of that name. */
    public static Optional<FileFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.wireName().equals(name))
                .findFirst();
    }
}
