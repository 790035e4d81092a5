package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import java.sql.SQLException;

/**
 * Where the workbook stands.
 *
 * @param oldestImages the version from which on images are kept
 * @param catalogVersion counts the changes of its sheets
 */
record Head(String epoch, Reached reached, Version oldestRetained, Version oldestImages, long catalogVersion) {

    Cursor cursor() {
        return new Cursor(epoch, reached.version());
    }

    boolean isBefore(Head other) {
        return other.reached.version().isAfter(reached.version());
    }

    /** Returns where it stands after a commit that purges nothing. */
    Head at(Reached next) {
        return new Head(epoch, next, oldestRetained, oldestImages, catalogVersion);
    }

    /** Reads the rest of it. */
    static Head read(Session session, Reached reached) throws SQLException {
        try (var rows = session.queryOften(Sql.of("""
                SELECT epoch, oldest_retained, catalog_version, oldest
                FROM workbook.ducksheet.state, workbook.ducksheet.history"""))) {
            if (!rows.next() || rows.size() != 1) {
                throw new SQLException("Corrupt: ducksheet.state does not have one row");
            }
            var head = new Head(
                    Cells.text(rows.column(0), 0),
                    reached,
                    new Version(rows.column(1).getLong(0)),
                    new Version(rows.column(3).getLong(0)),
                    rows.column(2).getLong(0));
            while (rows.next()) {
                throw new SQLException("Corrupt: ducksheet.state does not have one row");
            }
            return head;
        }
    }

    static long readCatalogVersion(Session session) throws SQLException {
        try (var rows = session.query(Sql.of("SELECT catalog_version FROM workbook.ducksheet.state"))) {
            rows.next();
            return rows.column(0).getLong(0);
        }
    }

    /** Takes note that the sheets are others. */
    static void writeCatalogChange(Session session) throws SQLException {
        session.update(Sql.of("UPDATE workbook.ducksheet.state SET catalog_version = catalog_version + 1"));
    }

    static void writeEpoch(Session session, String epoch) throws SQLException {
        session.update(Sql.of("UPDATE workbook.ducksheet.state SET epoch = CAST(? AS VARCHAR)", epoch));
    }
}
