package dev.ducksheet.cli;

import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a table. */
@Command(
        name = "create",
        description = "Create a table.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet tables create price \"id INTEGER\" \"amount DECIMAL(18,2) DEFAULT 0\" --primary-key id --workbook w.duckdb"
        })
final class TablesCreateCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The name of the table.")
    private String table;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COLUMN",
            description = "A column: NAME TYPE [NOT NULL] [UNIQUE] [DEFAULT VALUE].")
    private List<String> columns = List.of();

    @Option(
            names = "--primary-key",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns that identify a row; without them rows are numbered.")
    private List<String> key = List.of();

    @Mixin
    private TableEdits edits = new TableEdits();

    TablesCreateCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        var definitions = columns.stream().map(ColumnSpec::parse).toList();
        edits.submit(this, workbook, new TableEdit.Create(table, definitions, key), "Created");
    }
}
