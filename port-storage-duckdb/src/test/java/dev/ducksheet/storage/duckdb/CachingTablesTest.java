package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** Tables in a file, with every one that can be in the writer's memory from the first. */
final class CachingTablesTest extends DuckDbTablesTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
