package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** Rows in a file, with every table that can be in the writer's memory from the first. */
final class CachingUndoTest extends DuckDbUndoTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
