package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** The adapter keeps the contract, with every table that it can in the writer's memory from the first. */
final class CachingWorkbookStoreTest extends DuckDbWorkbookStoreTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
