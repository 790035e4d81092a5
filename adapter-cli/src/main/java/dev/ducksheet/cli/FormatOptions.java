package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
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
            throw new ParameterException(mixee.commandLine(), "--json and --format " + format + " exclude each other");
        }
        return json ? RowFormat.JSON : format == null ? RowFormat.TABLE : format;
    }

    long limit() {
        if (limit != null && limit < 1) {
            throw new ParameterException(mixee.commandLine(), "--limit is " + limit + "; ask for 1 row or more");
        }
        return limit != null ? limit : format() == RowFormat.TABLE ? ROWS_FOR_PEOPLE : Long.MAX_VALUE;
    }

    /** Says whether the number of rows was nobody's wish. */
    boolean isLimitedByDefault() {
        return limit == null && format() == RowFormat.TABLE;
    }
}
