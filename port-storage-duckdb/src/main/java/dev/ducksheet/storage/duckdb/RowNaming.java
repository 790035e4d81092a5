package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.spread.LongAmounts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells by what rows of a table are known for good, finds them by it, and reads columns of them. */
final class RowNaming {
    private final Session session;
    private final Table table;

    RowNaming(Session session, Table table) {
        this.session = session;
        this.table = table;
    }

    /** Returns the columns that name the rows of a table. */
    static List<Column> columns(Table table) {
        return table.rowId().map(List::of).orElse(table.keyColumns());
    }

    RowNames names(long[] rowIds) throws SQLException {
        var columns = columns(table);
        var cells = new ArrayList<CellColumn>();
        for (var column : columns) {
            cells.add(cells(column, rowIds));
        }
        return new RowNames(rowIds.length, columns.stream().map(Column::name).toList(), cells);
    }

    CellColumn cells(Column column, long[] rowIds) throws SQLException {
        return column.type().isExact() && !Types.isWide(column.type())
                ? numbers(column, rowIds)
                : objects(column, rowIds);
    }

    private CellColumn numbers(Column column, long[] rowIds) throws SQLException {
        var units = new long[rowIds.length];
        var nulls = new BitSet();
        read(column, rowIds, (rows, places) -> {
            var vector = rows.column(1);
            for (int i = 0; i < places.length; i++) {
                if (places[i] >= 0 && vector.isNull(i)) {
                    nulls.set(places[i]);
                } else if (places[i] >= 0) {
                    units[places[i]] = Cells.units(vector, i);
                }
            }
        });
        return CellColumn.of(new LongAmounts(units, nulls), column.type());
    }

    private CellColumn objects(Column column, long[] rowIds) throws SQLException {
        var cells = new CellValue[rowIds.length];
        read(column, rowIds, (rows, places) -> {
            var vector = rows.column(1);
            for (int i = 0; i < places.length; i++) {
                if (places[i] >= 0) {
                    cells[places[i]] = Cells.read(column.type(), vector, i);
                }
            }
        });
        return CellColumn.of(List.of(cells));
    }

    private void read(Column column, long[] rowIds, LeafScan.Taker taker) throws SQLException {
        var shown = Types.shown(column.type(), Joins.base(column.name()));
        LeafScan.of(rowIds).read(session, new Joins(table), List.of(shown), taker);
    }

    /** Returns where the rows of these names are. */
    long[] places(RowNames names) throws SQLException {
        var places = new long[names.size()];
        Arrays.fill(places, Holders.NONE);
        var numbers = numbers(names);
        if (numbers.isPresent()) {
            scan(names.columns().get(0), numbers.get(), places);
        } else {
            join(names, places);
        }
        return places;
    }

    /** Returns an index of the names if they are numbers that lie close together. */
    private static Optional<RowIndex> numbers(RowNames names) {
        return names.cells().size() == 1
                        && names.cells().get(0) instanceof CellColumn.Counted counted
                        && counted.type().scale() == 0
                        && counted.amounts() instanceof LongAmounts longs
                        && LeafScan.isWorthScanning(longs.size())
                ? RowIndex.ofDense(longs.units())
                : Optional.empty();
    }

    private void scan(String column, RowIndex index, long[] places) throws SQLException {
        var sql = Sql.of(
                "SELECT b.rowid, " + Joins.base(column) + " FROM " + Sql.sheet(table.name()) + " b WHERE "
                        + Joins.base(column) + " BETWEEN CAST(? AS BIGINT) AND CAST(? AS BIGINT)",
                index.first(),
                index.last());
        try (var rows = session.query(sql)) {
            while (rows.next()) {
                var rowIds = rows.column(0);
                var numbers = rows.column(1);
                for (int i = 0; i < rows.size(); i++) {
                    int place = index.place(Cells.units(numbers, i));
                    if (place >= 0) {
                        places[place] = rowIds.getLong(i);
                    }
                }
            }
        }
    }

    private void join(RowNames names, long[] places) throws SQLException {
        var columns = names.columns().stream()
                .map(name -> table.column(name).orElseThrow())
                .toList();
        var staged = new ArrayList<Staged.Column>();
        staged.add(Staged.places(places.length));
        for (int i = 0; i < columns.size(); i++) {
            staged.add(Staged.cells(columns.get(i).type(), names.cells().get(i).list()));
        }
        var on = IntStream.range(0, columns.size())
                .mapToObj(i -> Joins.base(columns.get(i).name()) + " = "
                        + Types.unstaged(columns.get(i).type(), "s.c" + (i + 1)))
                .collect(Collectors.joining(" AND "));
        var sql = Sql.of(
                "SELECT s.c0, b.rowid FROM " + Staging.TABLE + " s JOIN " + Sql.sheet(table.name()) + " b ON " + on);
        try (var rows = session.query(sql, new Staged(places.length, staged))) {
            while (rows.next()) {
                var questions = rows.column(0);
                var rowIds = rows.column(1);
                for (int i = 0; i < rows.size(); i++) {
                    places[(int) questions.getLong(i)] = rowIds.getLong(i);
                }
            }
        }
    }
}
