package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Rows;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the answer to a read-only query in SQL. */
@Command(
        name = "query",
        description = "Ask in SQL; one read-only query.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet query \"SELECT type, count(*) AS customers FROM customer GROUP BY type\" --workbook demo.duckdb",
            "  ducksheet query \"SELECT * FROM sales WHERE quantity > ?\" --param 50 --json --workbook demo.duckdb"
        })
final class QueryCommand extends WorkbookCommand {
    @Parameters(paramLabel = "SQL", description = "The query.")
    private String sql;

    @Option(
            names = "--param",
            paramLabel = "VALUE",
            description = "The value of the next ? in the query: a number, true, false, NULL, or a text.")
    private List<String> parameters = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Cut the query off after so long (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Mixin
    private FormatOptions format = new FormatOptions();

    QueryCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        QueryResult result = workbook.runQuery().query(query());
        if (result instanceof QueryResult.Rejected rejected) {
            throw CommandFailedException.refused(rejected.detail());
        }
        try (RowStream rows = ((QueryResult.Rows) result).stream()) {
            print(rows);
        }
    }

    private void print(RowStream rows) throws IOException {
        long count =
                Rows.print(rows, format.format().to(out(), context().terminal().colours()), out());
        if (format.isLimitedByDefault() && count == format.limit()) {
            err().println("These are the first " + count + " rows; --limit N shows more,"
                    + " --format csv, json or ndjson shows all.");
        }
    }

    private Query query() {
        if (timeout < 1) {
            throw usage("--timeout is " + timeout + "; give the query 1 second or more");
        }
        List<CellValue> values = parameters.stream().map(Values::guess).toList();
        return new Query(sql, values, format.limit(), Duration.ofSeconds(timeout));
    }
}
