package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.RollupDefinition.UnresolvableException;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the catalogue: what is in schema main, whoever made it, and which of the views are rollups. */
final class CatalogReader {
    private final Session session;
    private final Set<ColumnRef> unique = new HashSet<>();
    private final Set<String> numbered = new HashSet<>();

    CatalogReader(Session session) {
        this.session = session;
    }

    Catalog read() throws SQLException {
        uniqueColumns();
        var columns = columns();
        var views = Set.copyOf(session.texts(Sql.of("""
                SELECT view_name FROM duckdb_views()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND NOT internal""")));
        var hiding = Set.copyOf(session.texts(Sql.of("""
                SELECT table_name FROM duckdb_columns() WHERE lower(column_name) = 'rowid'""")));
        var keys = keys();
        var tables = new LinkedHashMap<String, Table>();
        var derived = new LinkedHashMap<String, Sheet>();
        for (var entry : columns.entrySet()) {
            var name = entry.getKey();
            if (views.contains(name) || hiding.contains(name)) {
                derived.put(name, new DerivedView(name, entry.getValue()));
            } else {
                tables.put(name, table(name, entry.getValue(), keys.getOrDefault(name, List.of())));
            }
        }
        defineRollups(tables, derived);
        var sheets = new ArrayList<Sheet>(tables.values());
        sheets.addAll(derived.values());
        return Catalog.of(sheets);
    }

    private Map<String, List<Column>> columns() throws SQLException {
        var columns = new LinkedHashMap<String, List<Column>>();
        var computed = new ArrayList<Computed>();
        try (var rows = session.query(Sql.of("""
                SELECT table_name, column_name, data_type, is_nullable, column_default IS NOT NULL,
                  coalesce(column_default, 'NULL')
                FROM duckdb_columns() WHERE database_name = 'workbook' AND schema_name = 'main' AND NOT internal
                  AND trim(table_name) <> '' AND trim(column_name) <> ''
                ORDER BY table_oid, column_index"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    var table = Cells.text(rows.column(0), i);
                    var type = Types.parse(Cells.text(rows.column(2), i));
                    var expression = Cells.text(rows.column(5), i);
                    if (isRowId(Cells.text(rows.column(1), i), expression)) {
                        numbered.add(table);
                        continue;
                    }
                    var name = Sql.columnStored(Cells.text(rows.column(1), i));
                    var column = new Column(
                            name,
                            type,
                            rows.column(3).getBoolean(i),
                            unique.contains(new ColumnRef(table, name)),
                            Defaults.read(expression, type).orElse(CellValue.none()));
                    var siblings = columns.computeIfAbsent(table, it -> new ArrayList<>());
                    if (rows.column(4).getBoolean(i)) {
                        computed.add(new Computed(table, siblings.size()));
                    }
                    siblings.add(column);
                }
            }
        }
        for (var it : computed) {
            it.markIn(columns.getOrDefault(it.table, List.of()));
        }
        return columns;
    }

    private static boolean isRowId(String column, String expression) {
        return column.equals(Table.ROW_ID.name()) && expression.equals(TableDdl.NEXT_ROW_ID);
    }

    /** A table that was made elsewhere has neither a key nor numbers, unless it says so. */
    private Table table(String name, List<Column> columns, List<String> key) {
        if (!key.isEmpty()) {
            return new Table(name, columns, key);
        }
        var identity = numbered.contains(name) ? Table.Identity.ROW_ID : Table.Identity.PLACE;
        return new Table(name, columns, key, identity);
    }

    private void uniqueColumns() throws SQLException {
        try (var rows = session.query(Sql.of("""
                SELECT table_name, constraint_column_names[1] FROM duckdb_constraints()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND constraint_type = 'UNIQUE'
                  AND len(constraint_column_names) = 1"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    unique.add(new ColumnRef(
                            Cells.text(rows.column(0), i), Sql.columnStored(Cells.text(rows.column(1), i))));
                }
            }
        }
    }

    /** A column with an expression: a default, or what a generated column is generated from, only DuckDB knows. */
    private final class Computed {
        private final String table;
        private final int place;

        Computed(String table, int place) {
            this.table = table;
            this.place = place;
        }

        void markIn(List<Column> columns) {
            var column = columns.get(place);
            if (isGenerated(column.name())) {
                columns.set(
                        place,
                        new Column(
                                column.name(),
                                ColumnType.Opaque.computed(column.type().sqlName()),
                                column.nullable()));
            }
        }

        private boolean isGenerated(String column) {
            return session.objectionTo(Sql.of("UPDATE " + Sql.sheet(table) + " SET " + Sql.column(column) + " = NULL"))
                    .filter(objection -> Failures.reason(objection).contains("generated column"))
                    .isPresent();
        }
    }

    private Map<String, List<String>> keys() throws SQLException {
        var keys = new HashMap<String, List<String>>();
        try (var rows = session.query(Sql.of("""
                SELECT table_name, unnest(constraint_column_names) FROM duckdb_constraints()
                WHERE database_name = 'workbook' AND schema_name = 'main' AND constraint_type = 'PRIMARY KEY'"""))) {
            while (rows.next()) {
                for (int i = 0; i < rows.size(); i++) {
                    keys.computeIfAbsent(Cells.text(rows.column(0), i), table -> new ArrayList<>())
                            .add(Sql.columnStored(Cells.text(rows.column(1), i)));
                }
            }
        }
        return keys;
    }

    /** Puts a rollup in the place of each view that is one; if tables were changed under it, it stays a view. */
    private void defineRollups(Map<String, Table> tables, Map<String, Sheet> derived) throws SQLException {
        for (var json : session.texts(
                Sql.of("SELECT definition FROM workbook.ducksheet.defined_view WHERE definition IS NOT NULL"))) {
            var definition = RollupJson.read(json);
            if (derived.containsKey(definition.name())) {
                resolve(() -> definition.resolve(tables)).ifPresent(rollup -> derived.put(rollup.name(), rollup));
            }
        }
    }

    private static <T> Optional<T> resolve(java.util.function.Supplier<T> definition) {
        try {
            return Optional.of(definition.get());
        } catch (UnresolvableException e) {
            return Optional.empty();
        }
    }
}
