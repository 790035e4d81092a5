package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.duckdb.DuckDBAppender;

/** Creates a table and fills it, in memory that does not grow with the rows. */
final class TableLoading {
    private final Session session;
    private final Table table;

    TableLoading(Session session, Table table) {
        this.session = session;
        this.table = table;
        table.columns().forEach(TableLoading::requireStorable);
    }

    private static void requireStorable(Column column) {
        if (column.type() instanceof ColumnType.Opaque) {
            throw new IllegalArgumentException(
                    "column " + column.name() + " is " + column.type().sqlName() + ", which can be shown only");
        }
    }

    void load(Iterator<List<CellValue>> rows) throws SQLException {
        session.execute(TableDdl.create(table, table.name()));
        boolean numbered = table.rowId().isPresent();
        long first = numbered ? take(1) : 0;
        long count = 0;
        try (var appender = session.appender("main", table.name())) {
            while (rows.hasNext()) {
                append(appender, rows.next());
                if (numbered) {
                    appender.append(first + count);
                }
                appender.endRow();
                count++;
            }
            appender.flush();
        }
        if (numbered) {
            take(count);
        }
    }

    /** Takes so many numbers of rows, which nobody else gets; returns the last. */
    private long take(long count) throws SQLException {
        var sql = Sql.of("SELECT max(" + TableDdl.NEXT_ROW_ID + ") FROM range(CAST(? AS BIGINT))", Math.max(1, count));
        try (var rows = session.query(sql)) {
            rows.next();
            long last = rows.column(0).getLong(0);
            while (rows.next()) {
                throw new IllegalStateException("an aggregate of more than one row");
            }
            return last;
        }
    }

    private void append(DuckDBAppender appender, List<CellValue> row) throws SQLException {
        if (row.size() != table.columns().size()) {
            throw new IllegalArgumentException(
                    "a row of table " + table.name() + " has " + table.columns().size() + " cells, not " + row.size());
        }
        appender.beginRow();
        for (int i = 0; i < row.size(); i++) {
            append(appender, table.columns().get(i), row.get(i));
        }
    }

    private static void append(DuckDBAppender appender, Column column, CellValue cell) throws SQLException {
        if (cell.isNull()) {
            appender.appendNull();
        } else if (!Types.fits(column.type(), cell)) {
            throw new IllegalArgumentException(cell.display() + " does not fit column " + column.name() + ", "
                    + column.type().sqlName());
        } else if (cell instanceof CellValue.Exact exact) {
            append(appender, column.type(), exact);
        } else if (cell instanceof CellValue.Floating floating) {
            appender.append(floating.number());
        } else if (cell instanceof CellValue.Text text) {
            appender.append(text.text());
        } else if (cell instanceof CellValue.Bool bool) {
            appender.append(bool.value());
        } else if (cell instanceof CellValue.Date date) {
            appender.append(date.day());
        } else {
            appender.append(((CellValue.Timestamp) cell).time());
        }
    }

    private static void append(DuckDBAppender appender, ColumnType type, CellValue.Exact exact) throws SQLException {
        if (type instanceof ColumnType.Whole whole) {
            switch (whole.bits()) {
                case 8 -> appender.append(exact.number().byteValueExact());
                case 16 -> appender.append(exact.number().shortValueExact());
                case 32 -> appender.append(exact.number().intValueExact());
                case 64 -> appender.append(exact.number().longValueExact());
                default -> appender.append(exact.number().toBigIntegerExact());
            }
        } else if (type.isExact()) {
            appender.append(exact.number().setScale(type.scale()));
        } else {
            appender.append(exact.number().doubleValue());
        }
    }
}
