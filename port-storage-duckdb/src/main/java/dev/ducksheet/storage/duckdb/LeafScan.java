package dev.ducksheet.storage.duckdb;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads columns of given rows: by a scan of all rows between them if they lie close together, else by a join. */
abstract sealed class LeafScan {
    private static final int WORTH_SCANNING = 20_000;

    /** Takes a chunk; {@code places[i]} is the place of its row i among the row ids, or -1 if it is none of them. */
    @FunctionalInterface
    interface Taker {
        void take(Rows rows, int[] places) throws SQLException;
    }

    static LeafScan of(long[] rowIds) {
        return index(rowIds).<LeafScan>map(Between::new).orElseGet(() -> new Joined(rowIds));
    }

    /** Says whether so many rows may be found by a scan. */
    static boolean isWorthScanning(int rows) {
        return rows >= WORTH_SCANNING;
    }

    private static Optional<RowIndex> index(long[] rowIds) {
        return isWorthScanning(rowIds.length) ? RowIndex.ofDense(rowIds) : Optional.empty();
    }

    /** Reads {@code columns} of the base table and the dimensions joined to it; they start at column 1 of the chunks. */
    final void read(Session session, Joins joins, List<String> columns, Taker taker) throws SQLException {
        try (var rows = query(session, joins, String.join(", ", columns))) {
            while (rows.next()) {
                taker.take(rows, places(rows));
            }
        }
    }

    abstract Rows query(Session session, Joins joins, String columns) throws SQLException;

    abstract int place(long number);

    private int[] places(Rows rows) {
        var numbers = rows.column(0);
        var places = new int[rows.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = place(numbers.getLong(i));
        }
        return places;
    }

    private static final class Between extends LeafScan {
        private final RowIndex index;

        Between(RowIndex index) {
            this.index = index;
        }

        @Override
        Rows query(Session session, Joins joins, String columns) throws SQLException {
            return session.query(Sql.of(
                    "SELECT b.rowid, " + columns + " " + joins.from()
                            + " WHERE b.rowid BETWEEN CAST(? AS BIGINT) AND CAST(? AS BIGINT)",
                    index.first(),
                    index.last()));
        }

        @Override
        int place(long number) {
            return index.place(number);
        }
    }

    private static final class Joined extends LeafScan {
        private final long[] rowIds;

        Joined(long[] rowIds) {
            this.rowIds = rowIds;
        }

        @Override
        Rows query(Session session, Joins joins, String columns) throws SQLException {
            var sql = Sql.of(
                    "SELECT s.c1, " + columns + " " + joins.from() + " JOIN " + Staging.TABLE + " s ON b.rowid = s.c0");
            return session.query(sql, Staged.rowIds(rowIds));
        }

        @Override
        int place(long number) {
            return (int) number;
        }
    }
}
