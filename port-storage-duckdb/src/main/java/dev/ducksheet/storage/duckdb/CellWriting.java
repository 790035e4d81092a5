package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.spread.Amounts;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes one column of given rows: by a join with the staged cells, or by looking very many up by row id. */
final class CellWriting {
    private static final int WORTH_LOOKING_UP = 100_000;

    private final Session session;
    private final Table table;
    private final Column column;

    CellWriting(Session session, Table table, Column column) {
        this.session = session;
        this.table = table;
        this.column = column;
    }

    void write(long[] rowIds, List<CellValue> cells) throws SQLException {
        join(rowIds, Staged.cells(column.type(), cells));
    }

    void write(long[] rowIds, Amounts amounts) throws SQLException {
        var index = rowIds.length >= WORTH_LOOKING_UP ? RowIndex.ofDense(rowIds) : Optional.<RowIndex>empty();
        if (index.isPresent()) {
            lookUp(index.get(), amounts);
        } else {
            join(rowIds, Staged.amounts(amounts));
        }
    }

    private void join(long[] rowIds, Staged.Column cells) throws SQLException {
        var sql = Sql.of("UPDATE " + Sql.sheet(table.name()) + " AS b SET " + Sql.column(column.name())
                + " = s.cell FROM (SELECT c0, " + Types.unstaged(column.type(), "c1") + " AS cell FROM " + Staging.TABLE
                + ") s WHERE b.rowid = s.c0");
        requireAll(session.update(sql, Staged.of(rowIds.length, Staged.longs(rowIds), cells)), rowIds.length);
    }

    private void lookUp(RowIndex index, Amounts amounts) throws SQLException {
        long written = Assignments.with(
                index,
                amounts,
                number -> session.update(Sql.of(
                        "UPDATE " + Sql.sheet(table.name()) + " AS b SET " + Sql.column(column.name()) + " = "
                                + Types.unstaged(
                                        column.type(), Assignments.function(amounts) + "(CAST(? AS BIGINT), b.rowid)")
                                + " WHERE b.rowid BETWEEN CAST(? AS BIGINT) AND CAST(? AS BIGINT)"
                                + " AND ducksheet_assigned(CAST(? AS BIGINT), b.rowid)",
                        number,
                        index.first(),
                        index.last(),
                        number)));
        requireAll(written, amounts.size());
    }

    private void requireAll(long written, int asked) {
        if (written != asked) {
            throw new IllegalArgumentException(
                    asked + " rows of table " + table.name() + " were to be written, and " + written + " are there");
        }
    }
}
