package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** Measures in a file whose rows the writer remembers from the first edit on. */
final class CachingMeasuresTest extends DuckDbMeasuresTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
