package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.RowNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds, inserts, changes and deletes whole rows of a table: one statement for all of them. */
final class RowWriting {
    private static final String MOVING = "temp.main.ducksheet_moving";

    private final Session session;
    private final Table table;

    RowWriting(Session session, Table table) {
        this.session = session;
        this.table = table;
    }

    void insert(List<List<CellValue>> rows) throws SQLException {
        var columns = storable();
        var sql = Sql.of("INSERT INTO " + Sql.sheet(table.name()) + " ("
                + columns.stream().map(it -> Sql.column(it.name())).collect(Collectors.joining(", ")) + ") SELECT "
                + unstaged(columns, 1) + " FROM " + Staging.TABLE + " ORDER BY c0");
        session.update(sql, staged(Staged.places(rows.size()), columns, rows));
    }

    /**
     * Inserts rows under numbers that they had before. A scan must give the rows in the order of their numbers, so those
     * of higher numbers go behind them.
     */
    void restore(RowNames names, List<List<CellValue>> rows) throws SQLException {
        var number = Sql.column(Table.ROW_ID.name());
        var columns = storable();
        var sql = Sql.of("INSERT INTO " + Sql.sheet(table.name()) + " (" + number + ", "
                + columns.stream().map(it -> Sql.column(it.name())).collect(Collectors.joining(", ")) + ") SELECT c0, "
                + unstaged(columns, 1) + " FROM " + Staging.TABLE + " ORDER BY c0");
        var numbers = names.cells().get(0);
        session.update(sql, staged(Staged.cells(Table.ROW_ID.type(), numbers.list()), columns, rows));
        if (LeafOrders.isScanned(table)) {
            sortFrom(least(numbers), number);
        }
    }

    private static long least(CellColumn numbers) {
        return numbers.list().stream()
                .mapToLong(cell -> ((CellValue.Exact) cell).number().longValueExact())
                .min()
                .orElseThrow();
    }

    private void sortFrom(long first, String number) throws SQLException {
        var sheet = Sql.sheet(table.name());
        var where = " WHERE " + number + " >= CAST(? AS BIGINT)";
        session.update(Sql.of("CREATE TEMP TABLE " + MOVING + " AS SELECT * FROM " + sheet + where, first));
        session.update(Sql.of("DELETE FROM " + sheet + where, first));
        session.update(Sql.of("INSERT INTO " + sheet + " SELECT * FROM " + MOVING + " ORDER BY " + number));
        session.execute("DROP TABLE " + MOVING);
    }

    /** What is shown only, such as a generated column, the engine fills in. */
    private List<Column> storable() {
        return table.columns().stream().filter(Types::isStorable).toList();
    }

    /** Writes {@code columns} of the rows at these places. */
    void replace(List<Column> columns, long[] places, List<List<CellValue>> rows) throws SQLException {
        var set = IntStream.range(0, columns.size())
                .mapToObj(i -> Sql.column(columns.get(i).name()) + " = "
                        + Types.unstaged(columns.get(i).type(), "s.c" + (i + 1)))
                .collect(Collectors.joining(", "));
        var sql = Sql.of("UPDATE " + Sql.sheet(table.name()) + " AS b SET " + set + " FROM " + Staging.TABLE
                + " s WHERE b.rowid = s.c0");
        requireAll(session.update(sql, staged(Staged.longs(places), columns, rows)), places.length);
    }

    void delete(long[] places) throws SQLException {
        var sql = Sql.of(
                "DELETE FROM " + Sql.sheet(table.name()) + " WHERE rowid IN (SELECT c0 FROM " + Staging.TABLE + ")");
        requireAll(session.update(sql, Staged.of(places.length, Staged.longs(places))), places.length);
    }

    private void requireAll(long written, int asked) {
        if (written != asked) {
            throw new IllegalArgumentException(
                    asked + " rows of table " + table.name() + " were to be written, and " + written + " are there");
        }
    }

    /** Finds for each of these values a row that holds them. */
    Holders find(List<Column> columns, List<List<CellValue>> values) throws SQLException {
        var rowIds = new long[values.size()];
        Arrays.fill(rowIds, Holders.NONE);
        var found = new ArrayList<List<CellValue>>(Collections.nCopies(values.size(), List.of()));
        var on = IntStream.range(0, columns.size())
                .mapToObj(i -> Joins.base(columns.get(i).name()) + " = s.k" + i)
                .collect(Collectors.joining(" AND "));
        var keys = IntStream.range(0, columns.size())
                .mapToObj(i -> Types.unstaged(columns.get(i).type(), "c" + (i + 1)) + " AS k" + i)
                .collect(Collectors.joining(", "));
        var sql = Sql.of("SELECT s.c0, b.rowid, " + Matching.allColumns(table) + " FROM (SELECT c0, " + keys + " FROM "
                + Staging.TABLE + ") s JOIN " + Sql.sheet(table.name()) + " b ON " + on);
        try (var rows = session.query(sql, listed(Staged.places(values.size()), columns, values))) {
            while (rows.next()) {
                var reader = new RowReader(rows, table.columns(), 2);
                for (int i = 0; i < rows.size(); i++) {
                    int question = (int) rows.column(0).getLong(i);
                    rowIds[question] = rows.column(1).getLong(i);
                    found.set(question, reader.row(i));
                }
            }
        }
        return new Holders(rowIds, found);
    }

    private static String unstaged(List<Column> columns, int from) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> Types.unstaged(columns.get(i).type(), "c" + (i + from)))
                .collect(Collectors.joining(", "));
    }

    /** Stages these columns of whole rows behind {@code first}. */
    private Staged staged(Staged.Column first, List<Column> columns, List<List<CellValue>> rows) {
        var places = columns.stream().map(it -> table.indexOf(it.name())).toList();
        return listed(
                first,
                columns,
                rows.stream().map(row -> places.stream().map(row::get).toList()).toList());
    }

    /** Stages rows that have a cell for each of these columns behind {@code first}. */
    private static Staged listed(Staged.Column first, List<Column> columns, List<List<CellValue>> rows) {
        var staged = new ArrayList<Staged.Column>();
        staged.add(first);
        for (int i = 0; i < columns.size(); i++) {
            int place = i;
            staged.add(Staged.cells(
                    columns.get(i).type(),
                    rows.stream().map(row -> row.get(place)).toList()));
        }
        return new Staged(rows.size(), staged);
    }
}
