package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.cli.format.Rows;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.storage.duckdb.DuckDbRowFiles;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how rows are printed, and how many. */
final class FormatOptions {
    private static final long ROWS_FOR_PEOPLE = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES} (default: table).")
    @Nullable
    private RowFormat format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The most rows (default: 100 as a table, all in the other formats).")
    @Nullable
    private Long limit;

    RowFormat format() {
        if (json && format != null && format != RowFormat.JSON) {
            throw usage("--json and --format " + format + " exclude each other");
        }
        return json ? RowFormat.JSON : format == null ? RowFormat.TABLE : format;
    }

    long limit() {
        if (limit != null && limit < 1) {
            throw usage("--limit is " + limit + "; ask for 1 row or more");
        }
        return limit != null ? limit : format() == RowFormat.TABLE ? ROWS_FOR_PEOPLE : Long.MAX_VALUE;
    }

    /** Prints rows; returns how many, if they were counted. */
    long print(Context context, RowStream rows) throws IOException {
        if (format() == RowFormat.PARQUET) {
            printFile(context, rows);
            return 0;
        }
        var sink = sink(context);
        return Rows.print(rows, sink, mixee.commandLine().getOut());
    }

    private void printFile(Context context, RowStream rows) throws IOException {
        if (context.terminal().out()) {
            throw usage("parquet is no text; send it to a file, as in --format parquet > rows.parquet");
        }
        var folder = Files.createTempDirectory(context.temporary(), "ducksheet-rows");
        try (var files = DuckDbRowFiles.in(folder);
                var file = files.parquet(rows, new Cancellation())) {
            file.bytes().transferTo(context.bytes());
            context.bytes().flush();
        }
    }

    /** Returns what prints rows as text. */
    RowSink sink(Context context) {
        if (format() == RowFormat.PARQUET) {
            throw usage("--format parquet is for view, query, pivot and unpivot; take csv, json or ndjson");
        }
        return format().to(mixee.commandLine().getOut(), context.terminal().colours());
    }

    private ParameterException usage(String message) {
        return new ParameterException(mixee.commandLine(), message);
    }

    /** Says whether the number of rows was nobody's wish. */
    boolean isLimitedByDefault() {
        return limit == null && format() == RowFormat.TABLE;
    }
}
