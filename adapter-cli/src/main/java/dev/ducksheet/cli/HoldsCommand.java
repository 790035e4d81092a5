package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The shared locks: list, place, lift. */
@Command(
        name = "holds",
        description = "List, place and lift holds: locks on leaves, which keep their value when a total is spread.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet holds list --workbook demo.duckdb",
            "  ducksheet holds place sales quantity --where \"product_id = 2\" --workbook demo.duckdb"
        })
final class HoldsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? list, place or lift");
    }
}
