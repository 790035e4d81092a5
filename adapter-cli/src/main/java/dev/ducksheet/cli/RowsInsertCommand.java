package dev.ducksheet.cli;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Inserts the rows of a file. */
@Command(
        name = "insert",
        description = "Insert the rows of a file. Each piece of 10,000 is a unit: all of it or none.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet rows insert price prices.csv --workbook w.duckdb",
            "  gunzip -c prices.csv.gz | ducksheet rows insert price - --format csv --url http://127.0.0.1:8080"
        })
final class RowsInsertCommand extends RowsFileCommand {
    RowsInsertCommand(Context context) {
        super(context);
    }

    @Override
    RowEdit edit(String table, List<Map<String, CellValue>> rows) {
        return new RowEdit.Insert(table, rows);
    }
}
