package dev.ducksheet.cli;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an aggregate of a table, or refreshes it. */
@Command(
        name = "aggregate",
        description =
                "Count the rows of a table, and add columns up, for each combination of cells of some columns; again"
                        + " to refresh.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet aggregate products name --workbook w.duckdb",
            "  ducksheet aggregate sales product_id,customer_id --as bought --sum quantity=total --sum net_price \\",
            "    --refresh on-change --url http://127.0.0.1:8080"
        })
final class AggregateCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            split = ",",
            paramLabel = "COLUMN",
            description = "The columns whose cells tell the rows of the aggregate apart; empty cells are the same.")
    private List<String> by = List.of();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Its name; without it TABLE_agg. An aggregate of that name gives way.")
    private String name = "";

    @Option(
            names = "--count",
            paramLabel = "NAME",
            description = "The column that counts rows; without it no_of_TABLE.")
    private String count = "";

    @Option(
            names = "--sum",
            paramLabel = "COLUMN[=NAME]",
            description = "A numeric column to add up exactly, and the name of its sum.")
    private List<String> sums = List.of();

    @Option(
            names = "--refresh",
            paramLabel = "WHEN",
            description = "manual: a table that stays until it is asked for again; on-change: a view, always fresh.")
    private String refresh = "manual";

    @Mixin
    private TableEdits edits = new TableEdits();

    AggregateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        var rows = new Grouped(table, by, count.isEmpty() ? Aggregation.countOf(table) : count, sums());
        var aggregation = new Aggregation(name.isEmpty() ? Aggregation.nameOver(table) : name, rows, refresh());
        edits.submit(this, workbook, new TableEdit.Aggregate(aggregation), "Aggregated " + table + " into");
    }

    private Refresh refresh() {
        return Refresh.named(refresh)
                .orElseThrow(() -> usage("--refresh is '" + refresh + "'; there are manual and on-change"));
    }

    private List<Sum> sums() {
        var parsed = sums.stream().map(AggregateCommand::sum).toList();
        if (parsed.stream().map(Sum::name).distinct().count() < parsed.size()) {
            throw usage("two sums have the same name; give one another, as in --sum quantity=total");
        }
        return parsed;
    }

    private static Sum sum(String text) {
        int equals = text.indexOf('=');
        return equals < 0 ? new Sum(text, text) : new Sum(text.substring(equals + 1), text.substring(0, equals));
    }
}
