package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The columns on which DuckDB keeps an index; writing one of them gives a row another place.
 *
 * @param constrained for each table the columns of its keys, UNIQUE constraints and references
 * @param indexed the tables with indexes of other kinds, on whichever columns
 */
record Indexes(Map<String, Set<String>> constrained, Set<String> indexed) {

    static Indexes read(Session session) throws SQLException {
        var constrained = new HashMap<String, Set<String>>();
        try (var rows = session.query(Sql.of("""
                SELECT table_name, unnest(constraint_column_names) FROM duckdb_constraints()
                WHERE database_name = 'workbook' AND schema_name = 'main'
                  AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    constrained
                            .computeIfAbsent(Cells.text(rows.column(0), i), table -> new HashSet<>())
                            .add(Sql.columnStored(Cells.text(rows.column(1), i)));
                }
            }
        }
        var indexed = session.texts(Sql.of("""
                SELECT DISTINCT table_name FROM duckdb_indexes()
                WHERE database_name = 'workbook' AND schema_name = 'main'"""));
        return new Indexes(constrained, Set.copyOf(indexed));
    }

    boolean mayMove(Table table, Column column) {
        return indexed.contains(table.name())
                || constrained.getOrDefault(table.name(), Set.of()).contains(column.name());
    }
}
