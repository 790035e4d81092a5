package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a table other columns. */
@Command(
        name = "alter",
        description =
                "Add, rename, retype and drop columns: first drops, then renames, then types, then adds; all or none.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExample:",
            "  ducksheet tables alter price --rename amount=net --add \"note TEXT\" --workbook w.duckdb"
        })
final class TablesAlterCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table.")
    private String table;

    @Option(names = "--drop", paramLabel = "COLUMN", description = "A column to drop; may be repeated.")
    private List<String> drops = List.of();

    @Option(names = "--rename", paramLabel = "COLUMN=NAME", description = "Another name for a column; may be repeated.")
    private Map<String, String> renames = Map.of();

    @Option(
            names = "--type",
            paramLabel = "COLUMN=TYPE",
            description = "Another type for a column, which every value must fit; may be repeated.")
    private Map<String, String> types = Map.of();

    @Option(
            names = "--add",
            paramLabel = "COLUMN",
            description = "A column to add: NAME TYPE [NOT NULL] [UNIQUE] [DEFAULT VALUE]; may be repeated.")
    private List<String> adds = List.of();

    @Mixin
    private TableEdits edits = new TableEdits();

    TablesAlterCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException, InterruptedException {
        var steps = new ArrayList<Alteration>();
        drops.forEach(column -> steps.add(new Alteration.Drop(column)));
        renames.forEach((column, to) -> steps.add(new Alteration.Rename(column, to)));
        types.forEach((column, type) -> steps.add(new Alteration.Retype(column, ColumnSpec.type(type))));
        adds.forEach(column -> steps.add(new Alteration.Add(ColumnSpec.parse(column))));
        edits.submit(this, workbook, new TableEdit.Alter(table, steps), "Altered");
    }
}
