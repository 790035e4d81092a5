package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Catalog;
import java.sql.SQLException;

/**
 * The sheets of one state, and on which columns DuckDB keeps indexes.
 *
 * @param version that of the state: {@link Head#catalogVersion}
 */
record Schema(long version, Catalog catalog, Indexes indexes) {

    static Schema read(Session session) throws SQLException {
        return new Schema(Head.readCatalogVersion(session), new CatalogReader(session).read(), Indexes.read(session));
    }
}
