package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the jobs. */
@Command(
        name = "list",
        description = "List imports, the newest first.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet jobs list --workbook demo.duckdb --format json"})
final class JobsListCommand extends WorkbookCommand {
    private static final List<Column> COLUMNS = Stream.concat(
                    Stream.of("id", "state", "percent", "table", "file", "created_at", "editor")
                            .map(name -> Column.of(name, ColumnType.Simple.TEXT)),
                    Stream.of("read", "inserted", "updated", "unchanged", "superseded", "rejected", "deleted")
                            .map(name -> Column.of(name, ColumnType.bigint())))
            .toList();

    @Mixin
    private FormatOptions format = new FormatOptions();

    JobsListCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        List<Job> jobs = workbook.importFiles().jobs();
        if (jobs.isEmpty() && format.format() == RowFormat.TABLE) {
            out().println("There are none.");
            return;
        }
        RowSink sink = format.sink(context());
        sink.begin(COLUMNS);
        for (Job job : jobs) {
            sink.row(cells(job));
        }
        sink.end();
    }

    private static List<CellValue> cells(Job job) {
        return List.of(
                CellValue.of(job.id().toString()),
                CellValue.of(job.state().wireName()),
                CellValue.of(job.percent() + " %"),
                CellValue.of(job.spec().table()),
                CellValue.of(job.spec().fileName()),
                CellValue.of(job.createdAt().toString()),
                CellValue.of(job.editor()),
                CellValue.of(job.counts().read()),
                CellValue.of(job.counts().inserted()),
                CellValue.of(job.counts().updated()),
                CellValue.of(job.counts().unchanged()),
                CellValue.of(job.counts().superseded()),
                CellValue.of(job.counts().rejected()),
                CellValue.of(job.counts().deleted()));
    }
}
