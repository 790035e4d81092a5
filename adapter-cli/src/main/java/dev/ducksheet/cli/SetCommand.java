package dev.ducksheet.cli;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.PlanUpdate.Planning;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Edits a cell or a total. */
@Command(
        name = "set",
        description = "Set a cell, or a total that is spread over its leaves.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet set sales quantity 7 --where \"product_id = 2 AND customer_id = 4\" --workbook demo.duckdb",
            "  ducksheet set sales_summary_by_product_family quantity 300 --dry-run \\",
            "      --where \"supplier = 'Collins and Sons' AND invoice_date_month = '2024-03'\" --workbook demo.duckdb",
            "  ducksheet set sales_summary_by_product_family quantity 10 --op add --method equal \\",
            "      --where \"brand = 'Nader' AND invoice_date_month = '2024-03'\" --url http://127.0.0.1:8080"
        })
final class SetCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table or rollup.")
    private String table;

    @Parameters(
            index = "1",
            paramLabel = "COLUMN",
            description = "The column of the table, or the measure of the rollup.")
    private String column;

    @Parameters(index = "2", paramLabel = "VALUE", description = "The new value; NULL empties the cell.")
    private String value;

    @Option(names = "--where", paramLabel = "CONDITION", required = true, description = "Which rows, or which node.")
    private String where;

    @Option(
            names = "--op",
            paramLabel = "OP",
            defaultValue = "set",
            description = "set (default), add to the present value, or multiply it.")
    private String op;

    @Mixin
    private SpreadOptions spread = new SpreadOptions();

    @Option(
            names = "--expected",
            paramLabel = "VALUE",
            description = "Refuse if the cell, or the total, holds another value than this.")
    @Nullable
    private String expected;

    @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    SetCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        CellUpdate update = update(workbook);
        if (dryRun) {
            plan(workbook, update);
        } else {
            apply(workbook, update);
        }
    }

    private CellUpdate update(Workbook workbook) {
        return CellUpdate.of(table, column, operation(workbook), Conditions.parse("--where", where))
                .spread(spread.spreading())
                .expecting(expectation(workbook))
                .by(editor.name());
    }

    private Operation operation(Workbook workbook) {
        CellValue typed = Values.parse(workbook, table, column, value);
        return switch (op) {
            case "set" -> new Operation.Set(typed);
            case "add" -> new Operation.Add(typed);
            case "multiply" -> new Operation.Multiply(typed);
            default -> throw usage("--op is '" + op + "'; it is one of set, add, multiply");
        };
    }

    private Expectation expectation(Workbook workbook) {
        return expected == null
                ? Expectation.anything()
                : new Expectation.Holding(Values.parse(workbook, table, column, expected));
    }

    private void plan(Workbook workbook, CellUpdate update) throws IOException {
        Planning planning = workbook.planUpdate().plan(update);
        if (planning instanceof Planning.Refused refused) {
            throw Refusals.failure(refused.refusal());
        }
        if (json) {
            OutcomeJson.print(out(), ((Planning.Planned) planning).plan());
        } else {
            new PlanTree(((Planning.Planned) planning).plan(), style()).print(out());
        }
    }

    private void apply(Workbook workbook, CellUpdate update) throws IOException, InterruptedException {
        Outcome outcome = Outcomes.await(workbook.submitUpdate().submit(update));
        if (json) {
            OutcomeJson.print(out(), outcome);
        } else if (outcome instanceof Outcome.Applied applied) {
            out().println("Updated " + table + "." + column + ": " + Counts.of(applied.rows(), "row") + ", version "
                    + applied.version());
        }
    }
}
