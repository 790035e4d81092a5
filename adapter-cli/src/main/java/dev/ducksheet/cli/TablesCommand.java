package dev.ducksheet.cli;

import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the tables and views; its subcommands make others of them. */
@Command(
        name = "tables",
        description = "List the tables and the views, with their columns; create, alter, drop and show them.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet tables --workbook demo.duckdb",
            "  ducksheet tables --url http://127.0.0.1:8080 --json",
            "  ducksheet tables create price \"id INTEGER\" \"amount DECIMAL(18,2)\" --primary-key id --workbook demo.duckdb"
        })
final class TablesCommand extends WorkbookCommand {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    TablesCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        SheetList list = new SheetList(workbook.readCatalog().catalog().sheets().stream()
                .filter(sheet -> sheet instanceof Table || sheet instanceof DerivedView)
                .toList());
        if (json) {
            list.printJson(out());
        } else {
            list.print(out(), style());
        }
    }
}
