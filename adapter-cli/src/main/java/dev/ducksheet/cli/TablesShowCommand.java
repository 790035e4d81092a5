package dev.ducksheet.cli;

import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one table. */
@Command(
        name = "show",
        description = "Show one table, rollup or view with its columns.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet tables show sales --workbook w.duckdb"})
final class TablesShowCommand extends WorkbookCommand {
    @Parameters(index = "0", paramLabel = "TABLE", description = "The table, rollup or view.")
    private String table;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    TablesShowCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        var sheet = workbook.readCatalog()
                .catalog()
                .sheet(table)
                .orElseThrow(() -> CommandFailedException.refused(
                        "there is no '" + table + "'; 'ducksheet tables' lists what there is (unknown-table)"));
        SheetList list = new SheetList(List.of(sheet));
        if (json) {
            list.printJson(out());
        } else {
            list.print(out(), style());
        }
    }
}
