package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Progress;
import dev.ducksheet.core.edit.Merging.Mode;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.port.in.ImportFiles;
import dev.ducksheet.core.port.in.ImportFiles.Opening;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that brings files into a table, one after the other, and shows how far they are. */
abstract class ImportCommand extends WorkbookCommand {
    private static final int BUFFER = 1 << 16;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "CSV, NDJSON or Parquet, of any size; CSV and NDJSON also compressed with gzip or zstd. Or the"
                            + " URL of one, of http, https or s3, which the server fetches if there is one.")
    private List<String> files = List.of();

    @Option(names = "--json", description = "Print JSON, one object for each file.")
    private boolean json;

    @Mixin
    private ImportOptions options = new ImportOptions();

    @Mixin
    private EditorOption editor = new EditorOption();

    ImportCommand(Context context) {
        super(context, new TargetOptions.OfTable());
    }

    /** Returns what becomes of rows that are there, if the command says it. */
    abstract Optional<Mode> mode();

    @Override
    final void run(Workbook workbook) throws IOException, InterruptedException {
        for (FileArgument file : files.stream().map(FileArgument::of).toList()) {
            Job job = bring(workbook, file);
            JobPrinter.print(out(), job, json);
            if (job.state() != JobState.DONE) {
                throw JobCommand.failure(file + ": ", job);
            }
        }
    }

    private Job bring(Workbook workbook, FileArgument file) throws IOException, InterruptedException {
        var spec = options.spec(workbook.readCatalog().catalog(), file, mode());
        ImportFiles imports = workbook.importFiles();
        Opening opening = imports.open(spec, false, Signature.of(editor.name()));
        if (opening instanceof Opening.Refused refused) {
            throw Refusals.failure(refused.refusal());
        }
        Job job = ((Opening.Opened) opening).job();
        try (var progress = new Progress(
                err(),
                context().terminal().err(),
                spec.fileName(),
                100,
                context().nanos())) {
            if (file instanceof FileArgument.AtHand atHand) {
                send(imports, job, atHand.path(), progress);
            }
            return JobFollower.follow(imports, job, progress::reach);
        }
    }

    private static void send(ImportFiles imports, Job job, Path file, Progress progress) throws IOException {
        try (var sending = imports.receive(job.id(), 0).orElseThrow();
                InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            Job last = job;
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                sending.write(buffer, 0, read);
                last = last.received(sending.received());
                progress.reach(last.percent());
            }
            var unused = sending.complete();
        }
    }
}
