package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.testkit.WorkbookStoreContract;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** The adapter keeps the contract. */
final class DuckDbWorkbookStoreTest extends WorkbookStoreContract {
    private static final DuckDbSettings SETTINGS = DuckDbSettings.defaults(new Random(1));

    @TempDir
    Path folder;

    private int workbooks;

    @Override
    protected WorkbookStore open() {
        workbooks++;
        return open(workbooks);
    }

    private WorkbookStore open(int workbook) {
        return DuckDbWorkbookStore.open(folder.resolve("book" + workbook + ".duckdb"), SETTINGS);
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
