package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.StoreShelf;
import dev.ducksheet.testkit.WorkbookStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The adapter keeps the contract, reading the file each time. */
class DuckDbWorkbookStoreTest extends WorkbookStoreContract {
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
