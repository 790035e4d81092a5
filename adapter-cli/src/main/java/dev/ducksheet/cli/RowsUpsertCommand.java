package dev.ducksheet.cli;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Inserts the rows of a file, and changes those whose key is there. */
@Command(
        name = "upsert",
        description = "Insert the rows of a file, and change those whose key is there; all or none.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet rows upsert price rows.ndjson --workbook w.duckdb"})
final class RowsUpsertCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "JSON objects, one after the other or in an array; - for standard input.")
    private String file;

    @Mixin
    private RowEdits edits = new RowEdits();

    RowsUpsertCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        edits.submit(this, workbook, new RowEdit.Upsert(table, RowsFile.read(file)));
    }
}
