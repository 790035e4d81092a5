package dev.ducksheet.cli;

import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
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
            "  ducksheet query \"SELECT * FROM sales WHERE quantity > ?\" --param 50 --json --workbook demo.duckdb",
            "  ducksheet query \"SELECT * FROM sales WHERE quantity > \\$least\" --arg least=50 --workbook demo.duckdb"
        })
final class QueryCommand extends WorkbookCommand {
    @Parameters(paramLabel = "SQL", description = "The query.")
    private String sql;

    @Option(
            names = "--param",
            paramLabel = "VALUE",
            description = "The value of the next ? in the query: a number, true, false, NULL, or a text.")
    private List<String> parameters = List.of();

    @Mixin
    private QueryOptions options = new QueryOptions();

    QueryCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        if (!parameters.isEmpty() && !options.arguments().isEmpty()) {
            throw usage("--param gives values by their places and --arg by their names; take one of them");
        }
        Arguments arguments = options.arguments().isEmpty()
                ? new Arguments.Positional(
                        parameters.stream().map(Values::guess).toList())
                : new Arguments.Named(options.arguments());
        options.print(this, workbook.runQuery().query(new Query(sql, arguments, options.limit(), options.timeout())));
    }
}
