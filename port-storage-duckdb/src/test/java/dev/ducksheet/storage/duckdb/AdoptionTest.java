package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Opaque;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.ColumnType.Whole;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Table;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DuckDB file that other tools made is a workbook. */
final class AdoptionTest {
    @TempDir
    Path folder;

    private DuckDbWorkbookStore adopted(String... statements) throws Exception {
        var file = folder.resolve("main.duckdb");
        Books.outside(file, statements);
        return Books.open(file);
    }

    @Test
    void every_type_is_mapped_or_shown_as_text() throws Exception {
        try (var store = adopted("""
                CREATE TABLE t (
                  a TINYINT, b SMALLINT, c INTEGER, d BIGINT, e HUGEINT, f DECIMAL(4, 1), g DECIMAL(38, 10), h DOUBLE,
                  i VARCHAR, j BOOLEAN, k DATE, l TIMESTAMP,
                  m FLOAT, n UTINYINT, o UBIGINT, p UUID, q TIME, r TIMESTAMPTZ, s INTEGER[], u STRUCT(x INTEGER),
                  v ENUM ('small', 'large'), w BLOB, x INTERVAL, y TIMESTAMP_S)""", """
                INSERT INTO t VALUES (1, 2, 3, 4, 5, 6.5, 7.25, 8.5, 'i', true, '2024-02-29', '2024-02-29 12:00:00.5',
                  0.5, 255, 18446744073709551615, '00000000-0000-0000-0000-000000000001', '12:00', '2024-02-29 12:00:00+00',
                  [1, 2], {'x': 1}, 'large', 'ab', INTERVAL 1 DAY, '2024-02-29 12:00')""", "INSERT INTO t (a) VALUES (NULL)")) {
            var table = Books.table(store, "t");
            assertThat(table.columns().stream().map(Column::type).toList())
                    .startsWith(
                            new Whole(8),
                            new Whole(16),
                            new Whole(32),
                            new Whole(64),
                            new Whole(128),
                            ColumnType.decimal(4, 1),
                            ColumnType.decimal(38, 10),
                            Simple.DOUBLE,
                            Simple.TEXT,
                            Simple.BOOLEAN,
                            Simple.DATE,
                            Simple.TIMESTAMP,
                            new Opaque("FLOAT"),
                            new Opaque("UTINYINT"),
                            new Opaque("UBIGINT"),
                            new Opaque("UUID"));
            assertThat(table.columns().stream().skip(12).map(Column::type)).allMatch(Opaque.class::isInstance);
            var rows = Books.rows(store, "t");
            assertThat(rows.get(0).stream().map(CellValue::display))
                    .containsExactly(
                            "1",
                            "2",
                            "3",
                            "4",
                            "5",
                            "6.5",
                            "7.25",
                            "8.5",
                            "i",
                            "true",
                            "2024-02-29",
                            "2024-02-29T12:00:00.500",
                            "0.5",
                            "255",
                            "18446744073709551615",
                            "00000000-0000-0000-0000-000000000001",
                            "12:00:00",
                            rows.get(0).get(17).display(),
                            "[1, 2]",
                            "{'x': 1}",
                            "large",
                            "ab",
                            "1 day",
                            "2024-02-29 12:00:00");
            assertThat(rows.get(1)).allMatch(CellValue::isNull);
        }
    }

    @Test
    void keys_and_emptiness_are_those_of_the_constraints() throws Exception {
        try (var store = adopted(
                "CREATE TABLE t (a INTEGER, b VARCHAR, c INTEGER NOT NULL, d INTEGER, PRIMARY KEY (b, a), UNIQUE (d))")) {
            var table = Books.table(store, "t");
            assertThat(table.key()).containsExactly("b", "a");
            assertThat(table.columns().stream().map(Column::nullable)).containsExactly(false, false, false, true);
        }
    }

    @Test
    void a_generated_column_is_shown_only_and_one_with_a_default_is_not() throws Exception {
        try (var store = adopted(
                "CREATE TABLE t (a INTEGER DEFAULT 5, b INTEGER GENERATED ALWAYS AS (a + 1), c INTEGER)",
                "INSERT INTO t (a) VALUES (1)")) {
            assertThat(Books.table(store, "t").columns().stream().map(Column::type))
                    .containsExactly(
                            ColumnType.integer(), new Opaque("INTEGER GENERATED ALWAYS"), ColumnType.integer());
            assertThat(Books.rows(store, "t")).containsExactly(Books.row(1, "2", CellValue.none()));
        }
    }

    @Test
    void views_are_shown_only_and_other_schemas_are_left_alone() throws Exception {
        try (var store = adopted(
                "CREATE TABLE t AS SELECT 1 AS a",
                "CREATE VIEW v AS SELECT a + 1 AS b FROM t",
                "CREATE VIEW broken AS SELECT a AS b FROM t",
                "CREATE SCHEMA other",
                "CREATE TABLE other.o AS SELECT 1 AS a")) {
            assertThat(store.catalog().sheets())
                    .extracting(sheet -> sheet.name())
                    .containsExactlyInAnyOrder("t", "v", "broken");
            assertThat(store.catalog().sheet("v").orElseThrow()).isInstanceOf(DerivedView.class);
            assertThat(Books.rows(store, "v")).containsExactly(Books.row(2));
        }
    }

    @Test
    void a_table_whose_row_ids_are_hidden_is_shown_only() throws Exception {
        try (var store = adopted("CREATE TABLE t (\"RowID\" INTEGER, a INTEGER)", "INSERT INTO t VALUES (7, 8)")) {
            assertThat(store.catalog().sheet("t").orElseThrow()).isInstanceOf(DerivedView.class);
        }
    }

    @Test
    void tables_of_the_names_that_we_use_are_the_users() throws Exception {
        try (var store = adopted(
                "CREATE TABLE state AS SELECT 1 AS a",
                "CREATE TABLE update_log AS SELECT 2 AS a",
                "CREATE TABLE b AS SELECT 3 AS b",
                "CREATE TABLE workbook AS SELECT 4 AS a",
                "CREATE TABLE ducksheet AS SELECT 5 AS a")) {
            assertThat(Books.rows(store, "state")).containsExactly(Books.row(1));
            assertThat(Books.rows(store, "update_log")).containsExactly(Books.row(2));
            assertThat(Books.rows(store, "b")).containsExactly(Books.row(3));
            assertThat(Books.rows(store, "workbook")).containsExactly(Books.row(4));
            assertThat(Books.rows(store, "ducksheet")).containsExactly(Books.row(5));
        }
    }

    @Test
    void what_we_make_other_tools_can_read() throws Exception {
        var file = folder.resolve("ours.duckdb");
        try (var store = Books.open(file)) {
            store.create(
                    new Table("t", List.of(Column.of("a", ColumnType.integer())), List.of()),
                    List.of(Books.row(1), Books.row(2)).iterator());
        }
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var rows = connection.createStatement().executeQuery("SELECT sum(a) FROM t")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(3);
        }
    }
}
