package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.ShownMeasuresContract;
import dev.ducksheet.testkit.StoreShelf;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What measures show of a file. */
class DuckDbShownMeasuresTest extends ShownMeasuresContract {
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
