package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.Notice;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The notices in the file. */
final class NoticeRows {
    private final Session session;

    NoticeRows(Session session) {
        this.session = session;
    }

    /** Returns those after a number, ascending. */
    List<Notice.Kept> after(long since, int limit) throws SQLException {
        var notices = new ArrayList<Notice.Kept>();
        try (var rows = session.query(Sql.of("""
                SELECT number, noted_at, type, sheet, facts FROM workbook.ducksheet.notice
                WHERE number > CAST(? AS BIGINT) ORDER BY number LIMIT CAST(? AS BIGINT)""", since, (long) limit))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    notices.add(new Notice.Kept(
                            rows.column(0).getLong(i),
                            new Notice(
                                    WebhookRows.time(rows, 1, i),
                                    EventType.named(Cells.text(rows.column(2), i))
                                            .orElseThrow(),
                                    Cells.text(rows.column(3), i),
                                    WebhookJson.facts(Cells.text(rows.column(4), i)))));
                }
            }
        }
        return notices;
    }

    /** Returns the number of the newest; 0 if there never was one, for the newest is never forgotten. */
    long last() throws SQLException {
        try (var rows = session.query(Sql.of("SELECT coalesce(max(number), 0) FROM workbook.ducksheet.notice"))) {
            return rows.next() ? rows.column(0).getLong(0) : 0;
        }
    }

    void add(Notice notice) throws SQLException {
        session.update(Sql.of(
                """
                INSERT INTO workbook.ducksheet.notice
                SELECT coalesce(max(number), 0) + 1, CAST(? AS TIMESTAMP), CAST(? AS VARCHAR), CAST(? AS VARCHAR),
                       CAST(? AS VARCHAR)
                FROM workbook.ducksheet.notice""",
                WebhookRows.time(notice.at()),
                notice.type().wireName(),
                notice.sheet(),
                WebhookJson.write(notice.facts())));
    }

    /** Forgets old ones, but never the newest: numbers go on from it. */
    void forget(Instant before) throws SQLException {
        session.update(Sql.of("""
                DELETE FROM workbook.ducksheet.notice
                WHERE noted_at < CAST(? AS TIMESTAMP)
                  AND number < (SELECT max(number) FROM workbook.ducksheet.notice)""", WebhookRows.time(before)));
    }
}
