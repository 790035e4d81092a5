package dev.ducksheet.cli;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a pivot of a table, rollup or view. */
@Command(
        name = "pivot",
        description = "Show a table, rollup or view with the cells of a column as headings.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet pivot sales --rows product_id --columns customer_id --values quantity --workbook demo.duckdb",
            "  ducksheet pivot sales_summary_by_product_family --rows supplier,brand --columns invoice_date_month \\",
            "      --values quantity --filter \"family = 'Pie'\" --url http://127.0.0.1:8080"
        })
final class PivotCommand extends WorkbookCommand {
    @Parameters(paramLabel = "TABLE", description = "The table, rollup or view.")
    private String table;

    @Option(
            names = "--rows",
            required = true,
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns that stay.")
    private List<String> rows = List.of();

    @Option(
            names = "--columns",
            required = true,
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns whose cells become headings.")
    private List<String> columns = List.of();

    @Option(
            names = "--values",
            required = true,
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns whose cells are aggregated.")
    private List<String> values = List.of();

    @Option(
            names = "--agg",
            paramLabel = "AGGREGATE",
            defaultValue = "SUM",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Aggregate aggregate;

    @Mixin
    private TurnedOptions options = new TurnedOptions();

    PivotCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        options.print(
                this,
                workbook.pivotTable()
                        .pivot(new PivotTable.Pivot(
                                table, rows, columns, values, aggregate, options.filter(), options.limit())));
    }
}
