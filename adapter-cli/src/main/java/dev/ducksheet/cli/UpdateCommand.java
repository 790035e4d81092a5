package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Merging.Mode;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Brings what is new or other in files. */
@Command(
        name = "update",
        description = "Bring the rows of files into a table: those whose key is there take the file's cells, the others"
                + " are new. The same file again changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {"%nExample:", "  ducksheet update products.csv --table products --key sku,name --workbook demo.duckdb"
        })
final class UpdateCommand extends ImportCommand {
    UpdateCommand(Context context) {
        super(context);
    }

    @Override
    Optional<Mode> mode() {
        return Optional.of(Mode.UPSERT);
    }
}
