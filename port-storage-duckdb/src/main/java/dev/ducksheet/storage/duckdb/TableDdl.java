package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** How tables are made: the users' columns, and behind them the number of the row where there is no key. */
final class TableDdl {
    /** Whoever inserts a row, it gets the next number. */
    static final String NEXT_ROW_ID = "nextval('ducksheet.row_id')";

    private static final String ROW_ID =
            Sql.name(Table.ROW_ID.name()) + " " + Table.ROW_ID.type().sqlName() + " DEFAULT " + NEXT_ROW_ID;

    private TableDdl() {}

    /** Returns the statement that makes a table, under another name if need be. */
    static String create(Table table, String name) {
        var parts = new ArrayList<String>();
        table.columns().forEach(column -> parts.add(column(column)));
        table.rowId().ifPresent(column -> parts.add(ROW_ID));
        if (!table.key().isEmpty()) {
            parts.add(table.key().stream().map(Sql::column).collect(Collectors.joining(", ", "PRIMARY KEY (", ")")));
        }
        return "CREATE TABLE " + Sql.sheet(name) + " (" + String.join(", ", parts) + ")";
    }

    private static String column(Column column) {
        return Sql.column(column.name()) + " " + column.type().sqlName()
                + (column.nullable() ? "" : " NOT NULL")
                + (column.unique() ? " UNIQUE" : "") + byDefault(column);
    }

    /** Returns the DEFAULT clause of a column, if it needs one. */
    static String byDefault(Column column) {
        return column.byDefault().isNull() ? "" : " DEFAULT " + Defaults.write(column.byDefault(), column.type());
    }
}
