package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.DeliveriesContract;
import dev.ducksheet.testkit.StoreShelf;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Messages to webhooks in a file. */
final class DuckDbDeliveriesTest extends DeliveriesContract {
    @TempDir
    Path folder;

    @Override
    protected StoreShelf shelf() {
        return new Shelf(folder, new RowCaching(0, 1));
    }
}
