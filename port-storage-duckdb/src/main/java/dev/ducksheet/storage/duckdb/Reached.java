package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.QueuePosition;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far the workbook has come: its version, and up to where the queue is decided. The last page of each commit says it.
 *
 * @param position empty before the first commit
 */
record Reached(Version version, Optional<QueuePosition> position) {

    /** Reads it from the log; what was logged before {@code since}, which it has reached for sure, is not looked at. */
    static Reached read(Session session, Version since) throws SQLException {
        try (var rows = session.queryOften(Sql.of("""
                SELECT max(last_version), arg_max(queue_position, rowid)
                FROM workbook.ducksheet.update_log WHERE last_version >= CAST(? AS BIGINT)""", since.number()))) {
            rows.next();
            if (rows.column(0).isNull(0)) {
                throw new SQLException("Corrupt: ducksheet.update_log ends before version " + since);
            }
            var position = rows.column(1);
            return new Reached(
                    new Version(rows.column(0).getLong(0)),
                    position.isNull(0) ? Optional.empty() : Optional.of(new QueuePosition(Cells.text(position, 0))));
        }
    }
}
