package dev.ducksheet.cli;

import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of rows that are shown turned. */
final class TurnedOptions {
    @Option(
            names = "--filter",
            paramLabel = "CONDITION",
            defaultValue = "",
            description = "Only rows for which this is true, as in \"family = 'Pie' AND quantity > 5\".")
    private String filter;

    @Mixin
    private FormatOptions format = new FormatOptions();

    String filter() {
        return filter;
    }

    long limit() {
        return format.limit();
    }

    /** Prints the rows, or says what is wrong with the request. */
    void print(WorkbookCommand command, Opening opening) throws IOException {
        if (opening instanceof Opening.Refused refused) {
            throw Refusals.failure(refused.refusal());
        }
        try (RowStream rows = ((Opening.Opened) opening).rows()) {
            format.print(command.context(), rows);
        }
    }
}
