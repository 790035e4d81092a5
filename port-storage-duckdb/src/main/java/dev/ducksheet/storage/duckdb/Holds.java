package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.UpdateId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBReadableVector;

/** The shared holds in the file. */
final class Holds {
    private final Session session;

    Holds(Session session) {
        this.session = session;
    }

    List<Hold> all() throws SQLException {
        var holds = new ArrayList<Hold>();
        try (var rows = session.query(Sql.of("""
                SELECT CAST(update_id AS VARCHAR), sheet, column_name, condition_text, editor
                FROM workbook.ducksheet.hold ORDER BY place"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    holds.add(hold(rows, i));
                }
            }
        }
        return holds;
    }

    private static Hold hold(Rows rows, int row) {
        return hold(
                UpdateId.parse(text(rows.column(0), row)).orElseThrow(),
                text(rows.column(1), row),
                text(rows.column(2), row),
                text(rows.column(3), row),
                text(rows.column(4), row));
    }

    private static String text(DuckDBReadableVector column, int row) {
        return Cells.text(column, row);
    }

    void add(Hold hold) throws SQLException {
        session.update(Sql.of(
                """
                INSERT INTO workbook.ducksheet.hold
                SELECT coalesce(max(place), 0) + 1, CAST(? AS UUID), ?, ?, ?, ? FROM workbook.ducksheet.hold""",
                hold.id().toString(),
                hold.sheet(),
                hold.column(),
                hold.condition().text(),
                hold.editor()));
    }

    boolean remove(UpdateId id) throws SQLException {
        return session.update(
                        Sql.of("DELETE FROM workbook.ducksheet.hold WHERE update_id = CAST(? AS UUID)", id.toString()))
                > 0;
    }

    /** Returns a hold whose condition is in its own spelling. */
    static Hold hold(UpdateId id, String sheet, String column, String condition, String editor) {
        if (ConditionParser.parse(condition) instanceof ParseResult.Parsed parsed) {
            return new Hold(id, sheet, column, parsed.condition(), editor);
        }
        throw new IllegalStateException("hold " + id + " has a condition that cannot be read: " + condition);
    }
}
