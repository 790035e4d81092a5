package dev.ducksheet.cli;

import dev.ducksheet.seed.DemoSize;
import dev.ducksheet.seed.DemoTable;
import dev.ducksheet.seed.DemoWorkbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The worlds in which the commands must behave alike. */
enum World {
    /** The core on the twin of the store. */
    TWIN,
    /** The core on DuckDB files. */
    DUCKDB,
    /** The same behind a server. */
    SERVER;

    private static final Map<String, byte[]> SEEDED = new ConcurrentHashMap<>();

    /** Returns a shell in whose folder the small demo is the file {@code w}, named in the environment. */
    Shell seeded(Path folder) throws IOException {
        var shell = new Shell(folder, workbooks());
        shell.variables.put("DUCKSHEET_WORKBOOK", "w");
        if (this == TWIN) {
            return shell.given("seed");
        }
        Files.write(folder.resolve("w"), SEEDED.computeIfAbsent("", first -> seededFile(folder)));
        return shell;
    }

    private static byte[] seededFile(Path folder) {
        try {
            var file = folder.resolve("seeded");
            onFiles().fill(file, DemoWorkbook.of(DemoSize.SMALL, DemoWorkbook.DEFAULT_SEED), DemoTable::rows);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workbooks workbooks() {
        return switch (this) {
            case TWIN -> new TwinWorkbooks();
            case DUCKDB -> onFiles();
            case SERVER -> new ServedWorkbooks(onFiles());
        };
    }

    static Workbooks onFiles() {
        return new Wiring(Clock.fixed(TwinWorkbooks.NOW, ZoneOffset.UTC), new Random(1));
    }
}
