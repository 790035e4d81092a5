package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** Grouping sets in a file whose rows the writer remembers from the first edit on. */
final class CachingGroupingSetsTest extends DuckDbGroupingSetsTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
