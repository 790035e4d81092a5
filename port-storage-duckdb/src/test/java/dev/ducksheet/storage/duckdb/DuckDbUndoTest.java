package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.StoreShelf;
import dev.ducksheet.testkit.UndoContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Versions of a file, which is read each time, are taken back. */
class DuckDbUndoTest extends UndoContract {
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
