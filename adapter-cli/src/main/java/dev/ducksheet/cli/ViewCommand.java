package dev.ducksheet.cli;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
            "  ducksheet view sales --workbook demo.duckdb --format csv > sales.csv",
            "  ducksheet view sales --workbook demo.duckdb --as-of 41"
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

    @Option(
            names = "--as-of",
            paramLabel = "VERSION",
            description = "The rows of a table or rollup as they were at this version, as far back as history is kept.")
    private @Nullable String asOf;

    @Mixin
    private FormatOptions format = new FormatOptions();

    ViewCommand(Context context) {
        super(context);
    }

    private ViewTable.View view() {
        ViewTable.View now = new ViewTable.View(table, columns, filter, sort, format.limit(), List.of());
        if (asOf == null) {
            return now;
        }
        if (!asOf.matches("[0-9]{1,18}")) {
            throw usage("--as-of is '" + asOf + "'; it is a version such as 41");
        }
        return now.asOf(new Version(Long.parseLong(asOf)));
    }

    @Override
    void run(Workbook workbook) throws IOException {
        ViewTable.Opening opening = workbook.viewTable().view(view());
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
