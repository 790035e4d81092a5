package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** A file as it was, with every table that can be in the writer's memory from the first. */
final class CachingEarlierViewTest extends DuckDbEarlierViewTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
