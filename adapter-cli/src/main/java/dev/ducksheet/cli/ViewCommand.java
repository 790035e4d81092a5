package dev.ducksheet.cli;

import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the rows of a table, rollup or view. */
@Command(
        name = "view",
        description = "Show the rows of a table, rollup or view.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet view sales --workbook demo.duckdb --filter \"quantity > 50\" --sort -quantity",
            "  ducksheet view sales_summary_by_product_family --url http://127.0.0.1:8080 \\",
            "      --columns supplier,invoice_date_month,quantity --filter \"grouping_set_id = 3\"",
            "  ducksheet view sales --workbook demo.duckdb --format csv > sales.csv"
        })
final class ViewCommand extends WorkbookCommand {
    @Parameters(paramLabel = "TABLE", description = "The table, rollup or view.")
    private String table;

    @Option(
            names = "--filter",
            paramLabel = "CONDITION",
            defaultValue = "",
            description = "Only rows for which this is true, as in \"family = 'Pie' AND quantity > 5\".")
    private String filter;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            split = ",",
            description = "Sort by these columns, most significant first; -COLUMN for descending.")
    private List<String> sort = List.of();

    @Option(names = "--columns", paramLabel = "COLUMN", split = ",", description = "Only these columns, in this order.")
    private List<String> columns = List.of();

    @Mixin
    private FormatOptions format = new FormatOptions();

    ViewCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        ViewTable.View view = new ViewTable.View(table, columns, filter, sort, format.limit(), List.of());
        ViewTable.Opening opening = workbook.viewTable().view(view);
        if (opening instanceof ViewTable.Opening.Refused refused) {
            throw Refusals.failure(refused.refusal());
        }
        try (RowStream rows = ((ViewTable.Opening.Opened) opening).rows()) {
            format.print(context(), rows);
            if (format.isLimitedByDefault() && !rows.resumeAfter().isEmpty()) {
                err().println("There are more rows than these " + format.limit() + "; --limit N shows more,"
                        + " --format csv, json or ndjson shows all.");
            }
        }
    }
}
