package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.RowCounts;
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
                    RowCounts.none().byName().keySet().stream().map(name -> Column.of(name, ColumnType.bigint())))
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
        Stream<CellValue> head = Stream.of(
                        job.id().toString(),
                        job.state().wireName(),
                        job.percent() + " %",
                        job.spec().table(),
                        job.spec().fileName(),
                        job.createdAt().toString(),
                        job.editor())
                .map(CellValue::of);
        return Stream.concat(head, job.counts().byName().values().stream().map(CellValue::of))
                .toList();
    }
}
