package dev.ducksheet.cli;

import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.model.CellValue;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Inserts the rows of a file, and changes those whose key is there. */
@Command(
        name = "upsert",
        description =
                "Insert the rows of a file, and change those whose key is there. Each piece of 10,000 is a unit: all of it or none.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet rows upsert price prices.csv --workbook w.duckdb",
            "  gunzip -c prices.csv.gz | ducksheet rows upsert price - --format csv --url http://127.0.0.1:8080"
        })
final class RowsUpsertCommand extends RowsFileCommand {
    RowsUpsertCommand(Context context) {
        super(context);
    }

    @Override
    RowEdit edit(String table, List<Map<String, CellValue>> rows) {
        return new RowEdit.Upsert(table, rows);
    }
}
