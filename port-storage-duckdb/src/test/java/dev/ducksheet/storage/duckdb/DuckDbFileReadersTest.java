package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.testkit.FileReadersContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Files beside a workbook that is not open, as a worker reads them. */
final class DuckDbFileReadersTest extends FileReadersContract {
    @TempDir
    Path folder;

    private DuckDbImports files;

    @BeforeEach
    void open() {
        files = DuckDbImports.of(folder.resolve("book.duckdb"), 2);
    }

    @AfterEach
    void end() {
        files.close();
    }

    @Override
    protected ImportStore files() {
        return files;
    }

    @Override
    protected FileReaders readers() {
        return files;
    }
}
