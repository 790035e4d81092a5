package dev.ducksheet.cli;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Updates rows by a condition. */
@Command(
        name = "update",
        description = "Set cells of every row that matches.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet rows update price --set amount=0 --set note=NULL --where \"id > 3\" --workbook w.duckdb"
        })
final class RowsUpdateCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table;

    @Option(
            names = "--set",
            paramLabel = "COLUMN=VALUE",
            required = true,
            description = "What a column takes; NULL empties it. May be repeated.")
    private Map<String, String> cells = Map.of();

    @Option(names = "--where", paramLabel = "CONDITION", required = true, description = "Which rows.")
    private String where;

    @Mixin
    private RowEdits edits = new RowEdits();

    RowsUpdateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        var values = new LinkedHashMap<String, CellValue>();
        cells.forEach((column, text) -> values.put(column, Values.parse(workbook, table, column, text)));
        edits.submit(this, workbook, new RowEdit.Update(table, values, Conditions.parse("--where", where)));
    }
}
