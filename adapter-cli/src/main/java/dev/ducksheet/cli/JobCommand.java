package dev.ducksheet.cli;

import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Steering;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about one job. */
abstract class JobCommand extends WorkbookCommand {
    @Parameters(paramLabel = "JOB", description = "Its id; 'ducksheet jobs list' shows them.")
    private String job;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    JobCommand(Context context) {
        super(context);
    }

    /** Does it and returns the job as it is then. */
    abstract Job run(ImportFiles imports, UpdateId id) throws InterruptedException;

    @Override
    final void run(Workbook workbook) throws IOException, InterruptedException {
        UpdateId id = UpdateId.parse(job).orElseThrow(() -> usage("JOB is '" + job + "'; it is an id"));
        Job now = run(workbook.importFiles(), id);
        JobPrinter.print(out(), now, json);
        conclude(now);
    }

    /** Says why a job failed. */
    void conclude(Job now) {
        if (!json) {
            now.reason().ifPresent(out()::println);
        }
    }

    /** Returns what ends a command whose job came to nothing. */
    static CommandFailedException failure(String head, Job job) {
        return CommandFailedException.refused(head + job.reason().orElse("the job was cancelled"));
    }

    static CommandFailedException unknown(UpdateId id) {
        return CommandFailedException.refused("there is no job " + id + "; 'ducksheet jobs list' shows them");
    }

    static Job done(Steering steering, UpdateId id) {
        if (steering instanceof Steering.Done done) {
            return done.job();
        }
        if (steering instanceof Steering.Impossible impossible) {
            throw CommandFailedException.refused(impossible.why());
        }
        if (steering instanceof Steering.Forbidden forbidden) {
            throw CommandFailedException.refused(forbidden.why());
        }
        throw unknown(id);
    }
}
