package dev.ducksheet.cli;

import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the cells of several columns as rows. */
@Command(
        name = "unpivot",
        description = "Show a table, rollup or view with a row for each cell of some columns.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet unpivot sales --columns quantity,net_price --keep product_id --name measure \\",
            "      --workbook demo.duckdb"
        })
final class UnpivotCommand extends WorkbookCommand {
    @Parameters(paramLabel = "TABLE", description = "The table, rollup or view.")
    private String table;

    @Option(
            names = "--columns",
            required = true,
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns whose cells become rows.")
    private List<String> columns = List.of();

    @Option(
            names = "--keep",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns that stay (default: all others).")
    private List<String> keep = List.of();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "name",
            description = "The heading of the columns' names (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--value",
            paramLabel = "NAME",
            defaultValue = "value",
            description = "The heading of their cells (default: ${DEFAULT-VALUE}).")
    private String value;

    @Mixin
    private TurnedOptions options = new TurnedOptions();

    UnpivotCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        options.print(
                this,
                workbook.pivotTable()
                        .unpivot(new PivotTable.Unpivot(
                                table, columns, keep, name, value, options.filter(), options.limit())));
    }
}
