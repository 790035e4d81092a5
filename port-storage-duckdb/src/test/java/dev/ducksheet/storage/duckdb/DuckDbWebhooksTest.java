package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.StoreShelf;
import dev.ducksheet.testkit.WebhookLedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of webhooks in a file. */
final class DuckDbWebhooksTest extends WebhookLedgerContract {
    @TempDir
    Path folder;

    @Override
    protected StoreShelf shelf() {
        return new Shelf(folder, new RowCaching(0, 1));
    }
}
