package dev.ducksheet.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code ducksheet} command. */
@Command(
        name = "ducksheet",
        description = "A real-time shared spreadsheet on DuckDB.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = VersionCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    private Main() {}
}
