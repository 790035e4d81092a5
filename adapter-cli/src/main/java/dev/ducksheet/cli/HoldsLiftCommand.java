package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lifts a hold. */
@Command(
        name = "lift",
        description = "Lift a hold.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet holds lift 01989d7c-1111-7abc-8def-0123456789ab --workbook demo.duckdb"})
final class HoldsLiftCommand extends WorkbookCommand {
    @Parameters(paramLabel = "ID", description = "The hold, as 'ducksheet holds list' names it.")
    private String id;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private EditorOption editor = new EditorOption();

    HoldsLiftCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        UpdateId hold = UpdateId.parse(id)
                .orElseThrow(() -> usage("'" + id + "' is no id of a hold; 'ducksheet holds list' shows them"));
        Outcome outcome = Outcomes.await(workbook.manageHolds().lift(hold, editor.name()));
        if (json) {
            OutcomeJson.print(out(), outcome);
        } else {
            out().println("Lifted " + hold);
        }
    }
}
