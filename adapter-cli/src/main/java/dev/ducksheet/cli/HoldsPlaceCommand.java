package dev.ducksheet.cli;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Places a hold. */
@Command(
        name = "place",
        description = "Place a hold.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet holds place sales quantity --where \"product_id = 2\" --workbook demo.duckdb",
            "  ducksheet holds place sales_summary_by_product_family quantity \\",
            "      --where \"supplier = 'Collins and Sons' AND brand = 'Nader'\" --url http://127.0.0.1:8080"
        })
final class HoldsPlaceCommand extends WorkbookCommand {
    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            description = "The table or rollup whose columns the condition names.")
    private String table;

    @Parameters(index = "1", paramLabel = "COLUMN", description = "The column, or the measure, to be held.")
    private String column;

    @Option(names = "--where", paramLabel = "CONDITION", required = true, description = "Which rows, or which node.")
    private String where;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    HoldsPlaceCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        Condition condition = Conditions.parse("--where", where);
        Outcome outcome = Outcomes.await(workbook.manageHolds().place(table, column, condition, editor.name()));
        if (json) {
            OutcomeJson.print(out(), outcome);
        } else {
            out().println("Held " + table + "." + column + " where " + condition.text() + ", as " + outcome.id());
        }
    }
}
