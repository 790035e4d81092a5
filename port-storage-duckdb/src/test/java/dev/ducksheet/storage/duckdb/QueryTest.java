package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' queries read users' tables and nothing else. */
final class QueryTest {
    @TempDir
    Path folder;

    private DuckDbWorkbookStore store;

    @BeforeEach
    void open() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.outside(
                file,
                "CREATE TABLE t AS SELECT i AS id, i % 3 AS g, 'n' || i AS name FROM range(10) x(i)",
                "CREATE TABLE duckdb_mine AS SELECT 1 AS a",
                "CREATE MACRO twice(x) AS x * 2");
        store = Books.open(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private RowStream stream(String text, CellValue... parameters) {
        var result = Books.query(store, text, parameters);
        assertThat(result).as(text).isInstanceOf(QueryResult.Rows.class);
        return ((QueryResult.Rows) result).stream();
    }

    private List<List<CellValue>> rows(String text, CellValue... parameters) {
        return Books.drain(stream(text, parameters));
    }

    @Test
    void what_sql_has_for_reading_can_be_used() {
        assertThat(rows("SELECT count(*), sum(id) FROM t")).containsExactly(Books.row(10, 45));
        assertThat(rows("WITH a AS (SELECT g, sum(id) s FROM t GROUP BY g) SELECT * FROM a ORDER BY g; -- done"))
                .containsExactly(Books.row(0, 18), Books.row(1, 12), Books.row(2, 15));
        assertThat(rows("SELECT id FROM t UNION ALL SELECT 7 ORDER BY 1 DESC LIMIT 1"))
                .containsExactly(Books.row(9));
        assertThat(rows("SELECT g, sum(id) FROM t GROUP BY GROUPING SETS ((g), ()) ORDER BY g NULLS LAST"))
                .last()
                .isEqualTo(Books.row(CellValue.none(), 45));
        assertThat(rows("SELECT id, row_number() OVER (PARTITION BY g ORDER BY id) FROM t WHERE id = 9"))
                .containsExactly(Books.row(9, 1));
        assertThat(rows("PIVOT t ON g IN (0, 1) USING sum(id) GROUP BY name ORDER BY name LIMIT 1"))
                .containsExactly(Books.row("n0", 0, CellValue.none()));
        assertThat(rows("SELECT * FROM t UNPIVOT (v FOR k IN (id, g)) WHERE name = 'n5' ORDER BY k"))
                .containsExactly(Books.row("n5", "g", 2), Books.row("n5", "id", 5));
        assertThat(rows("SELECT a.id FROM t a JOIN t b ON a.id = b.g WHERE b.id = 4"))
                .containsExactly(Books.row(1));
        assertThat(rows("FROM range(3)")).hasSize(3);
        assertThat(rows("SELECT twice(a) FROM duckdb_mine")).containsExactly(Books.row(2));
    }

    @Test
    void parameters_have_the_types_of_their_values() {
        assertThat(rows("SELECT id FROM t WHERE id > ? AND name <> ?", Books.cell(7), Books.cell("n9")))
                .containsExactly(Books.row(8));
        assertThat(rows(
                        "SELECT ?, ?, ?, ? + 1, ?",
                        Books.cell("it's"),
                        Books.cell(true),
                        Books.cell(LocalDate.of(2024, 2, 29)),
                        Books.cell(new BigDecimal("1.5")),
                        CellValue.none()))
                .hasSize(1);
        assertThat(Books.query(store, "SELECT ?")).isInstanceOf(QueryResult.Rejected.class);
        assertThat(rows("SELECT $2, $1", Books.cell(1), Books.cell(2))).containsExactly(Books.row(2, 1));
    }

    @Test
    void columns_have_their_types_and_names_and_others_are_shown_as_text() {
        try (var stream =
                stream("SELECT 1::DECIMAL(4, 2) AS \"a b\", [1, 2] AS l, 1.5::FLOAT, id, id FROM t LIMIT 1")) {
            assertThat(stream.columns().stream().map(Column::name))
                    .startsWith("a b", "l")
                    .hasSize(5);
            assertThat(stream.columns().stream().map(column -> column.type().sqlName()))
                    .containsExactly("DECIMAL(4,2)", "INTEGER[]", "FLOAT", "BIGINT", "BIGINT");
            assertThat(Books.drain(stream)).containsExactly(Books.row(1, "[1, 2]", "1.5", 0, 0));
        }
    }

    @Test
    void no_more_rows_come_than_were_asked_for() {
        var result = store.query(new Query("FROM range(1000000)", List.of(), 5000, Duration.ofSeconds(30)));
        assertThat(Books.drain(((QueryResult.Rows) result).stream())).hasSize(5000);
        result = store.query(new Query("FROM range(10)", List.of(), 0, Duration.ofSeconds(30)));
        assertThat(Books.drain(((QueryResult.Rows) result).stream())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "-- nothing",
                "SELECT 1; SELECT 2",
                "INSERT INTO t VALUES (1, 1, 'x')",
                "DELETE FROM t",
                "DROP TABLE t",
                "CREATE TABLE x AS SELECT 1",
                "CREATE TEMP TABLE x AS SELECT 1",
                "ATTACH '/tmp/other.duckdb'",
                "COPY t TO '/tmp/x.csv'",
                "SET threads = 1",
                "PRAGMA database_list",
                "CALL pragma_version()",
                "CHECKPOINT",
                "EXPLAIN SELECT 1",
                "DESCRIBE t",
                "SHOW ALL TABLES",
                "SUMMARIZE t",
                "BEGIN",
                "COMMIT",
                "INSTALL httpfs",
                "LOAD parquet",
                "SELECT * FROM ducksheet.state",
                "SELECT * FROM workbook.ducksheet.state",
                "SELECT * FROM \"DuckSheet\".state",
                "SELECT (SELECT epoch FROM ducksheet.state)",
                "WITH a AS (SELECT * FROM ducksheet.state) SELECT * FROM a",
                "SELECT 1 WHERE EXISTS (FROM ducksheet.state)",
                "SELECT * FROM system.information_schema.tables",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM DuckDB_Settings()",
                "SELECT * FROM duckdb_tables",
                "SELECT * FROM pg_catalog.pg_tables",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM query('SELECT * FROM ducksheet.state')",
                "SELECT * FROM query_table('t')",
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM glob('/*')",
                "SELECT current_setting('threads')",
                "SELECT getenv('HOME')",
                "SELECT current_query()",
                "SELECT ducksheet_long(1, 1)",
                "SELECT * FROM ducksheet_staged()",
                "SELECT write_log('x')",
                "SELECT nosuch FROM t",
                "SELECT 'x'::INTEGER",
                "this is no query"
            })
    void anything_else_is_rejected_with_a_reason_and_without_effect(String text) {
        assertThat(Books.query(store, text))
                .as(text)
                .isInstanceOfSatisfying(
                        QueryResult.Rejected.class,
                        rejected -> assertThat(rejected.detail())
                                .isNotBlank()
                                .doesNotContain("/etc/passwd\":", "unsuccessful"));
        assertThat(rows("SELECT count(*) FROM t")).containsExactly(Books.row(10));
    }

    @Test
    void a_query_that_takes_too_long_is_cut_off() {
        var endless = "SELECT count(*) FROM range(100000000000) a";
        var result = store.query(new Query(endless, List.of(), 10, Duration.ofMillis(300)));
        assertThat(result)
                .isInstanceOfSatisfying(
                        QueryResult.Rejected.class,
                        rejected -> assertThat(rejected.detail()).contains("cut off after 300 ms"));
        assertThat(rows("SELECT 1")).hasSize(1);
    }

    @Test
    void rows_that_are_not_fetched_in_time_are_cut_off() throws Exception {
        var result =
                store.query(new Query("FROM range(100000000000)", List.of(), Long.MAX_VALUE, Duration.ofMillis(300)));
        try (var stream = ((QueryResult.Rows) result).stream()) {
            assertThatThrownBy(() -> {
                        while (stream.next()) {
                            assertThat(stream.batch().size()).isPositive();
                        }
                    })
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("cut off after 300 ms");
        }
        assertThat(rows("SELECT 1")).hasSize(1);
    }

    @Test
    void a_query_that_fails_half_way_does_not_look_complete() {
        var failing =
                "SELECT CASE WHEN range = 900000 THEN name::INTEGER ELSE range END FROM range(1000000), t WHERE id = 1";
        var result = store.query(new Query(failing, List.of(), Long.MAX_VALUE, Duration.ofSeconds(30)));
        try (var stream = ((QueryResult.Rows) result).stream()) {
            assertThatThrownBy(() -> {
                        while (stream.next()) {
                            assertThat(stream.batch().size()).isPositive();
                        }
                    })
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageMatching(".*(Could not convert string 'n1'|without saying at what).*");
        }
    }

    @Test
    void queries_that_are_not_closed_make_others_wait_and_then_say_so() {
        var open = new java.util.ArrayList<RowStream>();
        for (int i = 0; i < Books.SETTINGS.queries(); i++) {
            open.add(stream("SELECT 1"));
        }
        assertThatThrownBy(() -> store.query(new Query("SELECT 1", List.of(), 1, Duration.ofMillis(50))))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContaining("too many queries");
        open.forEach(RowStream::close);
        assertThat(rows("SELECT 1")).hasSize(1);
    }
}
