package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.ImportContract;
import dev.ducksheet.testkit.StoreShelf;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Files of rows, merged into a file of DuckDB. */
class DuckDbImportTest extends ImportContract {
    @TempDir
    Path folder;

    @Override
    protected StoreShelf shelf() {
        return new Shelf(folder, new RowCaching(1L << 30, 1));
    }
}
