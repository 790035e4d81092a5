package dev.ducksheet.cli;

import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.port.in.Workbook;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the rollups; its subcommands define and drop them. */
@Command(
        name = "rollups",
        description = "List the rollups, with their levels, axes and measures; define and drop them.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet rollups --workbook demo.duckdb",
            "  ducksheet rollups --url http://127.0.0.1:8080 --json",
            "  ducksheet rollups create by_brand --base sales --join product.product_id=product_id \\",
            "    --level brand=product.brand --measure quantity --workbook demo.duckdb"
        })
final class RollupsCommand extends WorkbookCommand {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RollupsCommand(Context context) {
        super(context);
    }

    @Override
    void run(Workbook workbook) throws IOException {
        SheetList list = new SheetList(workbook.readCatalog().catalog().sheets().stream()
                .filter(Rollup.class::isInstance)
                .toList());
        if (json) {
            list.printJson(out());
        } else {
            list.print(out(), style());
        }
    }
}
