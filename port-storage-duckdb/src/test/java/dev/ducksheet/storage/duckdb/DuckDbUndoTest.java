package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.port.out.WorkbookLoader;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.UndoContract;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Versions of a file, which is read each time, are taken back. */
class DuckDbUndoTest extends UndoContract {
    @TempDir
    Path folder;

    private Optional<Shelf> shelf = Optional.empty();

    /** Returns how the writer remembers. */
    RowCaching caching() {
        return new RowCaching(0, 1);
    }

    @Override
    protected WorkbookStore open() {
        shelf = shelf.or(() -> Optional.of(new Shelf(folder, caching())));
        return shelf.orElseThrow().next();
    }

    @Override
    protected WorkbookLoader loader(WorkbookStore store) {
        return (DuckDbWorkbookStore) store;
    }

    @Override
    protected WorkbookStore reopen(WorkbookStore store) {
        return shelf.orElseThrow().reopen(store);
    }
}
