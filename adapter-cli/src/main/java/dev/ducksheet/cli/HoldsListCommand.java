package dev.ducksheet.cli;

import dev.ducksheet.cli.format.RowFormat;
import dev.ducksheet.cli.format.RowSink;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the holds. */
@Command(
        name = "list",
        description = "List the holds, in the order in which they were placed.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet holds list --workbook demo.duckdb --json"})
final class HoldsListCommand extends WorkbookCommand {
    private static final List<Column> COLUMNS = Stream.of("id", "table", "column", "condition", "editor")
            .map(name -> Column.of(name, ColumnType.Simple.TEXT))
            .toList();

    @Mixin
    private FormatOptions format = new FormatOptions();

    HoldsListCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        RowSink sink = format.sink(context());
        List<Hold> holds = workbook.manageHolds().holds();
        if (holds.isEmpty() && format.format() == RowFormat.TABLE) {
            out().println("There are none.");
            return;
        }
        sink.begin(COLUMNS);
        for (Hold hold : holds) {
            sink.row(cells(hold));
        }
        sink.end();
    }

    private static List<CellValue> cells(Hold hold) {
        return Stream.of(
                        hold.id().toString(),
                        hold.sheet(),
                        hold.column(),
                        hold.condition().text(),
                        hold.editor())
                .map(CellValue::of)
                .toList();
    }
}
