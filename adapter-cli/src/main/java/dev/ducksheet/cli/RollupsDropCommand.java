package dev.ducksheet.cli;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Drops a rollup. */
@Command(
        name = "drop",
        description = "Drop a rollup; the rows that it adds up stay.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet rollups drop by_brand --workbook w.duckdb"})
final class RollupsDropCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "ROLLUP", description = "The rollup.")
    private String rollup;

    @Mixin
    private TableEdits edits = new TableEdits();

    RollupsDropCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        edits.submit(this, workbook, new TableEdit.DropRollup(rollup), "Dropped");
    }
}
