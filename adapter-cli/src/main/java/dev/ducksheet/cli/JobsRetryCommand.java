package dev.ducksheet.cli;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.port.in.ImportFiles;
import picocli.CommandLine.Command;

/** Begins an import that failed once more, and waits for its end: a workbook that is opened here closes with it. */
@Command(
        name = "retry",
        description = "Begin an import that failed once more, with the file that it has, and wait for its end.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet jobs retry 019b76da-a800-7000-8000-000000000001 --url http://127.0.0.1:8080"
        })
final class JobsRetryCommand extends JobCommand {
    JobsRetryCommand(Context context) {
        super(context);
    }

    @Override
    Job run(ImportFiles imports, UpdateId id) throws InterruptedException {
        return JobFollower.follow(imports, done(imports.retry(id, CellUpdate.ANONYMOUS), id), percent -> {});
    }

    @Override
    void conclude(Job now) {
        if (now.state() != JobState.DONE) {
            throw failure("", now);
        }
    }
}
