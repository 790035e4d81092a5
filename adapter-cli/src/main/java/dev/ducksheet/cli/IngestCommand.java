package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Merging.Mode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings files. */
@Command(
        name = "ingest",
        description = "Bring the rows of files into a table: read beside the edits of others, merged as a unit.",
        mixinStandardHelpOptions = true,
        footer = {
            "%nExamples:",
            "  ducksheet ingest products.csv --table products --key sku --ignore-case --workbook demo.duckdb",
            "  ducksheet ingest prices.csv.gz --table product --column Artikel=product_id --column Notiz= \\",
            "      --url http://127.0.0.1:8080",
            "  ducksheet ingest s3://bucket/products.csv --table product --url http://127.0.0.1:8080"
        })
final class IngestCommand extends ImportCommand {
    /** The modes, by the names of the API. */
    enum ModeName {
        /** New rows only. */
        INSERT,
        /** New rows and changed ones. */
        UPSERT,
        /** All others go. */
        REPLACE;

        @Override
        public String toString() {
            return mode().wireName();
        }

        Mode mode() {
            return Mode.valueOf(name());
        }
    }

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "What becomes of rows whose key is there: ${COMPLETION-CANDIDATES} (default: upsert if there is"
                            + " a key, else insert).")
    private @Nullable ModeName mode;

    IngestCommand(Context context) {
        super(context);
    }

    @Override
    Optional<Mode> mode() {
        return Optional.ofNullable(mode).map(ModeName::mode);
    }
}
