package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whole rows: insert, upsert, update, delete. */
@Command(
        name = "rows",
        description = "Insert, upsert, update and delete rows of a table.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet rows insert sales rows.ndjson --workbook demo.duckdb",
            "  ducksheet rows delete sales --where \"product_id = 2\" --url http://127.0.0.1:8080"
        })
final class RowsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? insert, upsert, update or delete");
    }
}
