package dev.ducksheet.cli;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Leftovers;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Parameters;

/** A command that prints rows of a file that did not come into the table. */
abstract class LeftoversCommand extends WorkbookCommand {
    @Parameters(paramLabel = "JOB", description = "Its id; 'ducksheet jobs list' shows them.")
    private String job;

    private final Leftovers which;

    LeftoversCommand(Context context, Leftovers which) {
        super(context);
        this.which = which;
    }

    @Override
    final void run(Workbook workbook) throws IOException {
        UpdateId id = UpdateId.parse(job).orElseThrow(() -> usage("JOB is '" + job + "'; it is an id"));
        var bytes = workbook.importFiles().leftovers(id, which).orElseThrow(() -> JobCommand.unknown(id));
        try (var text = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            text.transferTo(out());
        }
        out().flush();
    }
}
