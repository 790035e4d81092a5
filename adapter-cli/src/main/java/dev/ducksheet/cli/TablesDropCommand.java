package dev.ducksheet.cli;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drops a table. */
@Command(
        name = "drop",
        description = "Drop a table with all its rows.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet tables drop price --yes --workbook w.duckdb"})
final class TablesDropCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table;

    @Option(names = "--yes", description = "Do it; without this nothing is dropped.")
    private boolean yes;

    @Mixin
    private TableEdits edits = new TableEdits();

    TablesDropCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        if (!yes) {
            throw usage("table " + table + " would be gone with all its rows; add --yes if that is meant");
        }
        edits.submit(this, workbook, new TableEdit.Drop(table), "Dropped");
    }
}
