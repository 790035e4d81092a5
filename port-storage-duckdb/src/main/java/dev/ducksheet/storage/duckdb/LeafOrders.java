package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import java.util.stream.Collectors;

/** The order of a table's rows: by key if it has one, else by place, which is the order in which they came. */
final class LeafOrders {
    private LeafOrders() {}

    /** Returns what ORDER BY takes for the table called b. */
    static String by(Table table) {
        if (!table.key().isEmpty()) {
            return table.key().stream().map(Joins::base).collect(Collectors.joining(", "));
        }
        return isScanned(table) ? "b.rowid" : Joins.base(Table.ROW_ID.name());
    }

    /**
     * Says whether a scan gives the rows in this order. DuckDB moves a row behind the others when a column with an index
     * is written; then only the row's number knows where it was.
     */
    static boolean isScanned(Table table) {
        return table.key().isEmpty()
                && (table.rowId().isEmpty() || table.columns().stream().noneMatch(Column::unique));
    }
}
