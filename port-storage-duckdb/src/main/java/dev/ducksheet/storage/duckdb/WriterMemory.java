package dev.ducksheet.storage.duckdb;

import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import java.sql.SQLException;

/**
 * What the writer knows of the file without reading it. Handed from one transaction to the next by a commit; after a
 * transaction that does not commit, it is read anew.
 */
record WriterMemory(LogWords words, LoggedIds ids, RowCache rows) {

    static WriterMemory read(Session session, RowCaching rowCache) throws SQLException {
        return new WriterMemory(LogWords.read(session), LoggedIds.read(session), new RowCache(rowCache));
    }
}
