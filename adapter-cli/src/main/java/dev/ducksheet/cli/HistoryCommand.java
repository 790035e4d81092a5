package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadHistory.Answer;
import dev.ducksheet.core.port.in.ReadHistory.Entry;
import dev.ducksheet.core.port.in.ReadHistory.Question;
import dev.ducksheet.core.port.in.ReadHistory.Touched;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints who changed what. */
@Command(
        name = "history",
        description = "Show who changed what, when, from what to what; the newest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet history --workbook demo.duckdb --table sales --column quantity",
            "  ducksheet history --url http://127.0.0.1:8080 --table product --filter \"product_id = 2\" --json",
            "  ducksheet history --workbook demo.duckdb --by ana --since 41"
        })
final class HistoryCommand extends WorkbookCommand {
    private static final int PAGE = 1000;
    private static final List<Column> COLUMNS = Stream.of(
                    "version", "at", "editor", "event", "table", "row", "column", "before", "after")
            .map(name -> Column.of(name, ColumnType.Simple.TEXT))
            .toList();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "",
            description = "Only of this table, or of edits of this rollup.")
    private String table;

    @Option(names = "--column", paramLabel = "COLUMN", defaultValue = "", description = "Only cells of this column.")
    private String column;

    @Option(
            names = "--filter",
            paramLabel = "CONDITION",
            defaultValue = "",
            description = "Only rows of the table that match now, and a row that is named by its key.")
    private String filter;

    @Option(names = "--by", paramLabel = "EDITOR", defaultValue = "", description = "Only what this editor did.")
    private String by;

    @Option(
            names = "--since",
            paramLabel = "VERSION",
            defaultValue = "0",
            description = "Only what came after this version.")
    private String since;

    @Mixin
    private FormatOptions format = new FormatOptions();

    HistoryCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        if (!since.matches("[0-9]{1,18}")) {
            throw usage("--since is '" + since + "'; it is a version such as 41");
        }
        RowSink sink = format.sink(context());
        sink.begin(COLUMNS);
        boolean isMore = print(workbook.readHistory(), sink);
        sink.end();
        if (isMore && format.isLimitedByDefault()) {
            err().println("There is more than these " + format.limit() + " rows; --limit N shows more, --format csv,"
                    + " json or ndjson shows all.");
        }
    }

    /** Says whether there is more. */
    private boolean print(ReadHistory history, RowSink sink) throws IOException {
        Optional<ReadHistory.Place> after = Optional.empty();
        long left = format.limit();
        do {
            Answer.Found found = found(history, (int) Math.min(PAGE, left), after);
            for (Entry entry : found.entries()) {
                print(entry, sink);
            }
            left -= found.entries().size();
            after = found.next();
        } while (left > 0 && after.isPresent());
        return after.isPresent();
    }

    private Answer.Found found(ReadHistory history, int limit, Optional<ReadHistory.Place> after) {
        var question = new Question(table, column, filter, by, new Version(Long.parseLong(since)), limit, after);
        Answer answer = history.history(question);
        if (answer instanceof Answer.Refused refused) {
            throw Refusals.failure(refused.refusal());
        }
        return (Answer.Found) answer;
    }

    private static void print(Entry entry, RowSink sink) throws IOException {
        Change change = entry.change();
        if (!(entry.touched() instanceof Touched.Row row)) {
            String what = change.event().wireName() + " (" + Counts.of(change.rowsChanged(), "row") + ")";
            sink.row(line(change, what, change.sheet(), "", change.column(), CellValue.none(), CellValue.none()));
            return;
        }
        String name = row.name().entrySet().stream()
                .map(cell -> cell.getKey() + "=" + cell.getValue().display())
                .collect(Collectors.joining(" "));
        for (ReadHistory.Cell cell : row.cells()) {
            sink.row(line(
                    change, change.event().wireName(), row.table(), name, cell.column(), cell.before(), cell.after()));
        }
    }

    private static List<CellValue> line(
            Change change, String event, String table, String row, String column, CellValue before, CellValue after) {
        return List.of(
                CellValue.of(change.version().number()),
                CellValue.of(change.at().toString()),
                CellValue.of(change.editor()),
                CellValue.of(event),
                CellValue.of(table),
                CellValue.of(row),
                CellValue.of(column),
                before,
                after);
    }
}
