package dev.ducksheet.cli;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Drops a saved query. */
@Command(
        name = "drop",
        description = "Drop a saved query.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet queries drop sold --workbook demo.duckdb"})
final class QueriesDropCommand extends WorkbookCommand {
    @Parameters(paramLabel = "NAME", description = "The query.")
    private String name;

    @Mixin
    private TableEdits edits = new TableEdits();

    QueriesDropCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        edits.submit(this, workbook, new TableEdit.DropQuery(name), "Dropped");
    }
}
