package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.StoreShelf;
import java.nio.file.Path;
import java.util.Random;

/** Workbooks in the files of a folder, one after the other. */
final class Shelf implements StoreShelf {
    private final Path folder;
    private final RowCaching caching;
    private int workbooks;

    Shelf(Path folder, RowCaching caching) {
        this.folder = folder;
        this.caching = caching;
    }

    @Override
    public WorkbookStore open() {
        workbooks++;
        return again();
    }

    @Override
    public WorkbookLoader loader(WorkbookStore store) {
        return (DuckDbWorkbookStore) store;
    }

    @Override
    public WorkbookStore reopen(WorkbookStore store) {
        store.close();
        return again();
    }

    private WorkbookStore again() {
        return DuckDbWorkbookStore.open(
                folder.resolve("book" + workbooks + ".duckdb"),
                DuckDbSettings.defaults(new Random(1)).caching(caching));
    }
}
