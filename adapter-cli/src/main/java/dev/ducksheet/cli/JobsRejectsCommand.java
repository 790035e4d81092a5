package dev.ducksheet.cli;

import dev.ducksheet.core.imports.Leftovers;
import picocli.CommandLine.Command;

/** Prints rows that were left out. */
@Command(
        name = "rejects",
        description = "Print the rows that do not fit, as CSV: where in the file, which column, why, and the text.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet jobs rejects 019b76da-a800-7000-8000-000000000001 --workbook demo.duckdb > rejects.csv"
        })
final class JobsRejectsCommand extends LeftoversCommand {
    JobsRejectsCommand(Context context) {
        super(context, Leftovers.REJECTED);
    }
}
