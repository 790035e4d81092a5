package dev.ducksheet.cli;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes rows. */
@Command(
        name = "delete",
        description = "Delete the rows that match, or all of them.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet rows delete price --where \"id = 3\" --workbook w.duckdb",
            "  ducksheet rows delete price --all price --workbook w.duckdb"
        })
final class RowsDeleteCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table;

    @Option(names = "--where", paramLabel = "CONDITION", description = "Which rows.")
    @Nullable
    private String where;

    @Option(names = "--all", paramLabel = "TABLE", description = "All rows; to confirm it, the table's name once more.")
    @Nullable
    private String all;

    @Mixin
    private RowEdits edits = new RowEdits();

    RowsDeleteCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        if ((where == null) == (all == null)) {
            throw usage("which rows? --where CONDITION, or --all " + table);
        }
        edits.submit(
                this,
                workbook,
                where == null
                        ? new RowEdit.DeleteAll(table, String.valueOf(all))
                        : new RowEdit.Delete(table, Conditions.parse("--where", where)));
    }
}
