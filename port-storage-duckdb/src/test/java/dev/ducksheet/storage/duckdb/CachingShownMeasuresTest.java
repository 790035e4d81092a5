package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** What measures show of a file whose rows the writer remembers from the first edit on. */
final class CachingShownMeasuresTest extends DuckDbShownMeasuresTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
