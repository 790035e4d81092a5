package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.StoreShelf;
import dev.ducksheet.testkit.TablesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Tables in a file. */
class DuckDbTablesTest extends TablesContract {
    @TempDir
    Path folder;

    /** Returns how the writer remembers. */
    RowCaching caching() {
        return new RowCaching(0, 1);
    }

    @Override
    protected StoreShelf shelf() {
        return new Shelf(folder, caching());
    }
}
