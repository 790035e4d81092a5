package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The jobs: list, show, cancel, retry, and the rows that were left out. */
@Command(
        name = "jobs",
        description = "List imports, show how far they are, cancel or retry them, and look at rows that were left out.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet jobs list --url http://127.0.0.1:8080",
            "  ducksheet jobs rejects 019b76da-a800-7000-8000-000000000001 --workbook demo.duckdb > rejects.csv"
        })
final class JobsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? list, show, cancel, retry, rejects or superseded");
    }
}
