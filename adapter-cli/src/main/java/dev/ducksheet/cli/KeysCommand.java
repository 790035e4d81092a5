package dev.ducksheet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The API keys: list, create, revoke. */
@Command(
        name = "keys",
        description = "List, create and revoke API keys, in a file or, with an admin's key, on a running server.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "%nExamples:",
            "  ducksheet keys create ana --role editor --workbook demo.duckdb",
            "  DUCKSHEET_KEY=dk_... ducksheet keys list --url http://127.0.0.1:8080"
        })
final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? list, create or revoke");
    }
}
