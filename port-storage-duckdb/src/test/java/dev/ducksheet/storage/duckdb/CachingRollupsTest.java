package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;

/** Rollups in a file whose rows the writer remembers from the first edit on. */
final class CachingRollupsTest extends DuckDbRollupsTest {
    @Override
    RowCaching caching() {
        return new RowCaching(1 << 30, 1);
    }
}
