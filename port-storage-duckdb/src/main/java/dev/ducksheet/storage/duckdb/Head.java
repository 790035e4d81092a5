package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.QueuePosition;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where the workbook stands.
 *
 * @param oldestImages the version from which on images are kept
 * @param catalogVersion counts the changes of its sheets
 */
record Head(
        Cursor cursor,
        Version oldestRetained,
        Version oldestImages,
        Optional<QueuePosition> position,
        long catalogVersion) {

    boolean isBefore(Head other) {
        return other.cursor.version().isAfter(cursor.version());
    }

    /** Returns where it stands after a commit that purges nothing. */
    Head at(Version version, QueuePosition reached) {
        return new Head(
                new Cursor(cursor.epoch(), version),
                oldestRetained,
                oldestImages,
                Optional.of(reached),
                catalogVersion);
    }

    static Head read(Session session) throws SQLException {
        try (var rows = session.query(Sql.of("""
                SELECT epoch, version, oldest_retained, queue_position, catalog_version, oldest
                FROM workbook.ducksheet.state, workbook.ducksheet.history"""))) {
            if (!rows.next() || rows.size() != 1) {
                throw new SQLException("Corrupt: ducksheet.state does not have one row");
            }
            var position = rows.column(3);
            var head = new Head(
                    new Cursor(
                            Cells.text(rows.column(0), 0),
                            new Version(rows.column(1).getLong(0))),
                    new Version(rows.column(2).getLong(0)),
                    new Version(rows.column(5).getLong(0)),
                    position.isNull(0) ? Optional.empty() : Optional.of(new QueuePosition(Cells.text(position, 0))),
                    rows.column(4).getLong(0));
            while (rows.next()) {
                throw new SQLException("Corrupt: ducksheet.state does not have one row");
            }
            return head;
        }
    }

    static void write(Session session, Version version, QueuePosition position) throws SQLException {
        session.update(Sql.of(
                "UPDATE workbook.ducksheet.state SET version = CAST(? AS BIGINT), queue_position = CAST(? AS VARCHAR)",
                version.number(),
                position.value()));
    }

    /** Takes note that the sheets are others. */
    static void writeCatalogChange(Session session) throws SQLException {
        session.update(Sql.of("UPDATE workbook.ducksheet.state SET catalog_version = catalog_version + 1"));
    }

    static void writeEpoch(Session session, String epoch) throws SQLException {
        session.update(Sql.of("UPDATE workbook.ducksheet.state SET epoch = CAST(? AS VARCHAR)", epoch));
    }
}
