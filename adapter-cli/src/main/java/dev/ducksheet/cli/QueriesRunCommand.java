package dev.ducksheet.cli;

import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the answer to a saved query. */
@Command(
        name = "run",
        description = "Run a saved query.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet queries run sold --arg since=2024-03-01 --workbook demo.duckdb"})
final class QueriesRunCommand extends WorkbookCommand {
    @Parameters(paramLabel = "NAME", description = "The query.")
    private String name;

    @Mixin
    private QueryOptions options = new QueryOptions();

    QueriesRunCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        options.print(
                this,
                workbook.manageQueries()
                        .run(name, options.arguments(), options.limit(), options.timeout(), new Cancellation()));
    }
}
