package dev.ducksheet.cli;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a query is run and its rows are printed. */
final class QueryOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--arg",
            paramLabel = "NAME=VALUE",
            description = "The value of the parameter $NAME: a number, true, false, NULL, or a text.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Cut the query off after so long (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Mixin
    private FormatOptions format = new FormatOptions();

    /** Returns the values of named parameters. */
    Map<String, CellValue> arguments() {
        Map<String, CellValue> values = new LinkedHashMap<>();
        arguments.forEach((name, text) -> values.put(name, Values.guess(text)));
        return values;
    }

    long limit() {
        return format.limit();
    }

    Duration timeout() {
        if (timeout < 1) {
            throw new ParameterException(
                    mixee.commandLine(), "--timeout is " + timeout + "; give the query 1 second or more");
        }
        return Duration.ofSeconds(timeout);
    }

    /** Prints what came of a query. */
    void print(WorkbookCommand command, QueryResult result) throws IOException {
        if (result instanceof QueryResult.Rejected rejected) {
            throw CommandFailedException.refused(rejected.detail());
        }
        if (result instanceof QueryResult.Busy) {
            throw new PortUnavailableException("too many queries are running; try again when some have ended");
        }
        try (RowStream rows = ((QueryResult.Rows) result).stream()) {
            print(command, rows);
        }
    }

    private void print(WorkbookCommand command, RowStream rows) throws IOException {
        long count = format.print(command.context(), rows);
        if (format.isLimitedByDefault() && count == format.limit()) {
            command.err()
                    .println("These are the first " + count + " rows; --limit N shows more,"
                            + " --format csv, json or ndjson shows all.");
        }
    }
}
