package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Table;
import java.util.stream.Collectors;

/** The order of a table's rows: by key if it has one, else by place. */
final class LeafOrders {
    private LeafOrders() {}

    /** Returns what ORDER BY takes for the table called b. */
    static String by(Table table) {
        return table.key().isEmpty()
                ? "b.rowid"
                : table.key().stream().map(Joins::base).collect(Collectors.joining(", "));
    }
}
