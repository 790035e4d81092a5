package dev.ducksheet.cli;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.port.in.ImportFiles;
import picocli.CommandLine.Command;

/** Show how far an import is. */
@Command(
        name = "show",
        description = "Show how far an import is.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet jobs show 019b76da-a800-7000-8000-000000000001 --url http://127.0.0.1:8080"
        })
final class JobsShowCommand extends JobCommand {
    JobsShowCommand(Context context) {
        super(context);
    }

    @Override
    Job run(ImportFiles imports, UpdateId id) {
        return imports.job(id).orElseThrow(() -> unknown(id));
    }
}
