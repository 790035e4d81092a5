package dev.ducksheet.storage.duckdb;

import java.sql.SQLException;

/** How much memory DuckDB holds in this process, as it counts it itself. Thread-safe. */
final class HeldMemory {
    private static final String OF_ALL = """
            SELECT CAST(coalesce(sum(memory_usage_bytes), 0) AS VARCHAR) FROM duckdb_memory()""";

    private static final String OF_QUERIES =
            OF_ALL + " WHERE tag NOT IN ('BASE_TABLE', 'METADATA', 'ART_INDEX', 'IN_MEMORY_TABLE', 'TRANSACTION')";

    private final Database database;

    HeldMemory(Database database) {
        this.database = database;
    }

    /** Returns the bytes of all that it holds; 0 once the workbook is closed. */
    long ofAll() {
        return bytes(OF_ALL);
    }

    /** Returns the bytes beside the tables' pages; 0 once the workbook is closed. */
    long ofQueries() {
        return bytes(OF_QUERIES);
    }

    private long bytes(String sql) {
        try {
            var session = database.reader();
            try {
                return Long.parseLong(session.texts(Sql.of(sql)).get(0));
            } finally {
                database.release(session);
            }
        } catch (SQLException | RuntimeException e) { // the workbook is being closed
            return 0;
        }
    }
}
