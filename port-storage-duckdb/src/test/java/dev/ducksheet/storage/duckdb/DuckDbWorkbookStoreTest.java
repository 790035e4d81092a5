package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.WorkbookStoreContract;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** The adapter keeps the contract, reading the file each time. */
class DuckDbWorkbookStoreTest extends WorkbookStoreContract {
    @TempDir
    Path folder;

    private int workbooks;

    /** Returns how the writer remembers. */
    RowCaching caching() {
        return new RowCaching(0, 1);
    }

    @Override
    protected WorkbookStore open() {
        workbooks++;
        return open(workbooks);
    }

    private WorkbookStore open(int workbook) {
        return DuckDbWorkbookStore.open(
                folder.resolve("book" + workbook + ".duckdb"),
                DuckDbSettings.defaults(new Random(1)).caching(caching()));
    }

    @Override
    protected WorkbookLoader loader(WorkbookStore store) {
        return (DuckDbWorkbookStore) store;
    }

    @Override
    protected WorkbookStore reopen(WorkbookStore store) {
        store.close();
        return open(workbooks);
    }
}
