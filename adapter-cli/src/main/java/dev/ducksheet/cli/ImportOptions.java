package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Merging.Misfits;
import dev.ducksheet.core.edit.Merging.Mode;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.FileFormat;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is read and merged. */
final class ImportOptions {
    /** What becomes of rows that do not fit, by the names of the API. */
    enum OnError {
        /** Left out. */
        REJECT_ROW,
        /** All refused. */
        STOP;

        @Override
        public String toString() {
            return this == STOP ? "stop" : "reject-row";
        }
    }

    @Option(names = "--table", paramLabel = "TABLE", required = true, description = "The table that takes the rows.")
    private String table = "";

    @Option(
            names = "--key",
            paramLabel = "COLUMNS",
            split = ",",
            description = "The columns by which a row of the file is one of the table, with commas between them"
                    + " (default: the table's key).")
    private @Nullable List<String> key;

    @Option(names = "--ignore-case", description = "Take small and capital letters of the key for the same.")
    private boolean ignoreCase;

    @Option(
            names = "--on-error",
            paramLabel = "WHAT",
            description =
                    "What becomes of rows that do not fit: ${COMPLETION-CANDIDATES} (default: reject-row; stop for a"
                            + " replacement).")
    private @Nullable OnError onError;

    @Option(names = "--format", paramLabel = "FORMAT", description = "csv, ndjson or parquet (default: read off FILE).")
    private @Nullable String format;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "Between cells of CSV; tab for a tabulator (default: read off FILE).")
    private @Nullable String delimiter;

    @Option(names = "--quote", paramLabel = "CHAR", description = "Around cells of CSV, or none (default: \").")
    private @Nullable String quote;

    @Option(names = "--no-header", description = "The CSV has no header; its columns are those of the table.")
    private boolean noHeader;

    @Option(names = "--charset", paramLabel = "NAME", description = "Such as utf-16 or windows-1252 (default: utf-8).")
    private @Nullable String charset;

    @Option(
            names = "--column",
            paramLabel = "FILE=TABLE",
            description = "A column of the file that the table calls otherwise; with nothing behind the = it is left"
                    + " out. Any number.")
    private Map<String, String> columns = new LinkedHashMap<>();

    /**
     * Returns what is asked.
     *
     * @param wanted the mode, if the command says it
     */
    ImportSpec spec(Catalog catalog, FileArgument file, Optional<Mode> wanted) throws IOException {
        List<String> by = key == null ? keyOf(catalog) : key;
        Mode mode = wanted.orElse(Mode.byDefault(by));
        if (by.isEmpty() && mode == Mode.UPSERT) {
            throw CommandFailedException.refused(
                    "table " + table + " has no key; name with --key the columns by which rows are the same");
        }
        Misfits misfits = onError == null ? Misfits.byDefault(mode) : misfits(onError);
        return new ImportSpec(
                table,
                new Merging(mode, by, ignoreCase, misfits),
                file.name(),
                Optional.ofNullable(format).map(ImportOptions::format),
                dialect(),
                columns,
                file.size(),
                file.source());
    }

    private static Misfits misfits(OnError onError) {
        return onError == OnError.STOP ? Misfits.REFUSED : Misfits.LEFT_OUT;
    }

    private List<String> keyOf(Catalog catalog) {
        return catalog.sheet(table).orElse(null) instanceof Table found ? found.key() : List.of();
    }

    private static FileFormat format(String name) {
        return FileFormat.named(name)
                .orElseThrow(() ->
                        CommandFailedException.refused("--format is '" + name + "'; it is csv, ndjson or parquet"));
    }

    private Dialect dialect() {
        try {
            return new Dialect(
                    Optional.ofNullable(delimiter).map(it -> it.equals("tab") ? "\t" : it),
                    Optional.ofNullable(quote).map(it -> it.equals("none") ? "" : it),
                    noHeader ? Optional.of(false) : Optional.empty(),
                    Optional.ofNullable(charset));
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.refused(String.valueOf(e.getMessage()));
        }
    }
}
