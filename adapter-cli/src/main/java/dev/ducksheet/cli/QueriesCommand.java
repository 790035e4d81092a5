package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The saved queries: list, save, run, drop. */
@Command(
        name = "queries",
        description = "List, save, run and drop saved queries.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet queries list --workbook demo.duckdb",
            "  ducksheet queries save sold \"SELECT sum(quantity) AS sold FROM sales WHERE invoice_date >= \\$since\" \\",
            "      --parameter since:DATE=2024-01-01 --workbook demo.duckdb",
            "  ducksheet queries run sold --arg since=2024-03-01 --workbook demo.duckdb"
        })
final class QueriesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? list, save, run or drop");
    }
}
