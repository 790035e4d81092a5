package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** Aggregates in a file, with every one that can be in the writer's memory from the first. */
final class CachingAggregatesTest extends DuckDbAggregatesTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
