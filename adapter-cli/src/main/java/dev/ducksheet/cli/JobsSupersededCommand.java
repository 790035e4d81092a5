package dev.ducksheet.cli;

import dev.ducksheet.core.imports.Leftovers;
import picocli.CommandLine.Command;

/** Prints rows that were left out. */
@Command(
        name = "superseded",
        description = "Print the rows that a later row of their key in the file superseded, as CSV.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet jobs superseded 019b76da-a800-7000-8000-000000000001 --workbook demo.duckdb > superseded.csv"
        })
final class JobsSupersededCommand extends LeftoversCommand {
    JobsSupersededCommand(Context context) {
        super(context, Leftovers.SUPERSEDED);
    }
}
