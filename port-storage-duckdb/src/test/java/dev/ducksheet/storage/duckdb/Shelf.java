package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import java.nio.file.Path;
import java.util.Random;

/** Workbooks in the files of a folder, one after the other. */
final class Shelf {
    private final Path folder;
    private final RowCaching caching;
    private int workbooks;

    Shelf(Path folder, RowCaching caching) {
        this.folder = folder;
        this.caching = caching;
    }

    WorkbookStore next() {
        workbooks++;
        return again();
    }

    WorkbookStore reopen(WorkbookStore store) {
        store.close();
        return again();
    }

    private WorkbookStore again() {
        return DuckDbWorkbookStore.open(
                folder.resolve("book" + workbooks + ".duckdb"),
                DuckDbSettings.defaults(new Random(1)).caching(caching));
    }
}
