package dev.ducksheet.cli;

import dev.ducksheet.seed.ProductFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which file of products to import is made, if any. */
final class ProductFileOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee;

    @Option(
            names = "--products-file",
            paramLabel = "FILE",
            description = "Write a CSV file of products to import instead, and say what it has.")
    @Nullable
    private String file;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "So many good records in that file, beside the broken ones (default: "
                    + ProductFile.ORIGINAL_RECORDS + ").")
    @Nullable
    private Long records;

    @Option(
            names = "--mutated",
            description = "The next delivery of that file: some products changed, some new, and says how many.")
    private boolean mutated;

    /** Returns the file to write, if one is asked for. */
    Optional<Path> file(Context context) {
        if (file == null && (records != null || mutated)) {
            throw new ParameterException(
                    mixee.commandLine(),
                    "--records and --mutated say which file --products-file FILE writes; name one");
        }
        return Optional.ofNullable(file).map(context.folder()::resolve);
    }

    ProductFile products(long seed) {
        try {
            ProductFile products = ProductFile.of(records == null ? ProductFile.ORIGINAL_RECORDS : records, seed);
            return mutated ? products.revised() : products;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(mixee.commandLine(), e.getMessage(), e);
        }
    }

    /** Returns whether the next delivery of the file is meant. */
    boolean mutated() {
        return mutated;
    }
}
