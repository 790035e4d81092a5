package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.FetchContract;
import dev.ducksheet.testkit.StoreShelf;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Files that are fetched, kept beside a file of DuckDB and merged into it. */
class DuckDbFetchTest extends FetchContract {
    @TempDir
    Path folder;

    @Override
    protected StoreShelf shelf() {
        return new Shelf(folder, new RowCaching(1L << 30, 1));
    }
}
