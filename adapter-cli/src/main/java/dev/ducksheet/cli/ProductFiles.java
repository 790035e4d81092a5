package dev.ducksheet.cli;

import dev.ducksheet.cli.format.Progress;
import dev.ducksheet.seed.ProductFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes files of products to import, and says what an importer must count in them. */
final class ProductFiles {
    private ProductFiles() {}

    /** @throws java.nio.file.FileAlreadyExistsException if the file is there; it is left alone */
    static void write(ProductFile products, Path file, Progress progress) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            products.writeTo(out, progress::step);
        }
    }

    /** Returns a line for each key that the products may have, and one for the names. */
    static String summary(ProductFile products) {
        ProductFile.Counts counts = products.counts();
        return """
                %,d records: %,d good, %,d to be rejected.
                By sku: %,d rows, %,d superseded.
                By sku and name: %,d rows, %,d superseded.
                %,d names.""".formatted(
                        counts.records(),
                        counts.records() - counts.rejected(),
                        counts.rejected(),
                        counts.skus(),
                        counts.supersededBySku(),
                        counts.pairs(),
                        counts.supersededByPair(),
                        counts.names());
    }

    /** Returns what importing the file by sku changes where the file that it follows was imported. */
    static String difference(ProductFile products) {
        ProductFile.Difference difference = products.difference();
        return "After the file without --mutated, by sku: %,d updated, %,d new, %,d unchanged."
                .formatted(difference.updated(), difference.added(), difference.unchanged());
    }
}
