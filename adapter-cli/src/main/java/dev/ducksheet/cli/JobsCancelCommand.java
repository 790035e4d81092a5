package dev.ducksheet.cli;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.port.in.ImportFiles;
import picocli.CommandLine.Command;

/** Stop an import that is not merged yet. */
@Command(
        name = "cancel",
        description = "Stop an import that is not merged yet.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet jobs cancel 019b76da-a800-7000-8000-000000000001 --url http://127.0.0.1:8080"
        })
final class JobsCancelCommand extends JobCommand {
    JobsCancelCommand(Context context) {
        super(context);
    }

    @Override
    Job run(ImportFiles imports, UpdateId id) {
        return done(imports.cancel(id, CellUpdate.ANONYMOUS), id);
    }
}
