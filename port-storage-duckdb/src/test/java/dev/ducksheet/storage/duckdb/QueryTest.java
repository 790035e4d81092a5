package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
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

    private static QueryResult ask(DuckDbWorkbookStore store, String text, Map<String, CellValue> named) {
        return store.query(new Query(text, new Arguments.Named(named), 1000, Duration.ofSeconds(30)));
    }

    @Test
    void parameters_may_have_names_that_are_used_more_than_once() {
        var result = ask(
                store,
                "WITH a AS (SELECT id FROM t WHERE id >= $least) SELECT id, $Least AS l FROM a WHERE id < $most",
                Map.of("least", Books.cell(3), "MOST", Books.cell(5)));
        assertThat(Books.drain(((QueryResult.Rows) result).stream())).containsExactly(Books.row(3, 3), Books.row(4, 3));
    }

    @Test
    void values_that_are_not_those_of_the_parameters_are_refused_by_name() {
        refused("SELECT ?, ?", "/parameters", "none for $2", Books.cell(1));
        refused("SELECT $2", "/parameters", "none for $2", Books.cell(1));
        refused("SELECT ?", "/parameters/1", "leave out number 2", Books.cell(1), Books.cell(2));
        refused("SELECT 1", "/parameters/0", "has 0 parameters", Books.cell(1));
        refused("SELECT $a", "/parameters", "$a", Books.cell(1));
        refused("SELECT $a, $b", Map.of("a", Books.cell(1)), "/parameters", "$b");
        refused("SELECT $a", Map.of("a", Books.cell(1), "c", Books.cell(1)), "/parameters/c", "$c; it has $a");
        refused("SELECT ?", Map.of("a", Books.cell(1)), "/parameters", "by their places");
        refused("SELECT 1", Map.of("a", Books.cell(1)), "/parameters/a", "$a; it has none");
        refused(
                "SELECT $a",
                Map.of("a", Books.cell(1), "A", Books.cell(2)),
                "/parameters",
                "but for small and capital letters");
    }

    private void refused(String text, String pointer, String reason, CellValue... values) {
        refused(Books.query(store, text, values), pointer, reason);
    }

    private void refused(String text, Map<String, CellValue> values, String pointer, String reason) {
        refused(ask(store, text, values), pointer, reason);
    }

    private static void refused(QueryResult result, String pointer, String reason) {
        assertThat(result).isInstanceOfSatisfying(QueryResult.Rejected.class, rejected -> {
            assertThat(rejected.refusal().field()).isEqualTo(pointer);
            assertThat(rejected.detail()).contains(reason);
        });
    }

    @Test
    void what_a_query_reads_is_known_before_it_runs() throws Exception {
        var file = folder.resolve("other.duckdb");
        try (var other = Books.open(file)) {
            other.create(
                    new Table("Sales", List.of(Column.of("id", ColumnType.bigint())), List.of()),
                    List.<List<CellValue>>of().iterator());
            other.create(
                    new Table("product", List.of(Column.of("id", ColumnType.bigint())), List.of()),
                    List.<List<CellValue>>of().iterator());
        }
        try (var connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                var session = new Session(connection);
                var other = Books.open(file)) {
            var guard = QueryGuard.of(session);
            assertThat(sheets(guard, session, other, "SELECT 1")).isEmpty();
            assertThat(sheets(guard, session, other, "FROM SALES")).containsExactly("Sales");
            assertThat(sheets(
                            guard,
                            session,
                            other,
                            "WITH x AS (FROM main.product) SELECT (SELECT max(id) FROM sales), * FROM x"))
                    .containsExactlyInAnyOrder("Sales", "product");
            assertThat(sheets(guard, session, other, "PIVOT sales ON id IN (1, 2) USING count(*)"))
                    .containsExactly("Sales");
            assertThat(sheets(guard, session, other, "WITH sales AS (SELECT 1) FROM sales"))
                    .as("a name of both is taken for the table's")
                    .containsExactly("Sales");
        }
    }

    private static Set<String> sheets(QueryGuard guard, Session session, DuckDbWorkbookStore store, String text)
            throws Exception {
        var verdict = guard.judge(session, text, store.catalog());
        assertThat(verdict).as(text).isInstanceOf(QueryGuard.Verdict.Accepted.class);
        return ((QueryGuard.Verdict.Accepted) verdict).query().sheets();
    }

    @Test
    void every_function_of_the_engine_is_in_one_list_or_the_other() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                var session = new Session(connection);
                var refused = QueryTest.class.getResourceAsStream("refused_functions.txt")) {
            var there = session.texts(Sql.of("""
                    SELECT DISTINCT lower(function_name) FROM duckdb_functions()
                    WHERE function_type IN ('scalar', 'aggregate', 'macro')"""));
            var judged = new TreeSet<>(QueryFunctions.listed());
            new String(refused.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .flatMap(line -> Stream.of(line.split(" ", -1)))
                    .forEach(name -> assertThat(judged.add(name)).as(name).isTrue());
            judged.removeAll(Set.of("unnest")); // a table function that may stand among the columns
            assertThat(new TreeSet<>(there)).isEqualTo(judged);
        }
    }

    @Test
    void a_query_that_nobody_waits_for_is_ended() throws Exception {
        var cancellation = new Cancellation();
        var query = new Query("SELECT count(*) FROM range(100000000000) a", List.of(), 10, Duration.ofSeconds(60));
        var result = CompletableFuture.supplyAsync(() -> store.query(query, cancellation));
        assertThat(result).isNotDone();
        cancellation.cancel();
        assertThat(result.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        QueryResult.Rejected.class,
                        rejected -> assertThat(rejected.detail()).contains("nobody waits"));

        var later = new Cancellation();
        var open = store.query(
                new Query("FROM range(100000000000)", List.of(), Long.MAX_VALUE, Duration.ofSeconds(60)), later);
        try (var stream = ((QueryResult.Rows) open).stream()) {
            assertThat(stream.next()).isTrue();
            later.cancel();
            assertThatThrownBy(() -> {
                        while (stream.next()) {
                            assertThat(stream.batch().size()).isPositive();
                        }
                    })
                    .isInstanceOf(PortUnavailableException.class)
                    .hasMessageContaining("nobody waits");
        }
        assertThat(rows("SELECT 1")).hasSize(1);
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
                "SELECT secrets FROM ducksheet.webhook",
                "SELECT secrets FROM workbook.ducksheet.webhook",
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
                "SELECT * FROM ducksheet_staged_at(0)",
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
                        rejected -> assertThat(rejected.detail()).contains("cut off: it took more than 300 ms"));
        assertThat(rows("SELECT 1")).hasSize(1);
    }

    @Test
    void a_query_that_finds_no_row_in_its_time_is_refused_and_not_begun() {
        var query = new Query(
                "SELECT range FROM range(1000000000000) WHERE hash(range) = 0", List.of(), 10, Duration.ofMillis(300));
        assertThat(store.query(query))
                .isInstanceOfSatisfying(
                        QueryResult.Rejected.class,
                        rejected -> assertThat(rejected.refusal())
                                .returns(Refusal.Reason.QUERY_CUT_OFF, Refusal::reason)
                                .extracting(Refusal::detail)
                                .asString()
                                .contains("cut off: it took more than 300 ms"));
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
                    .hasMessageContaining("cut off: it took more than 300 ms");
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
        for (int i = 0; i < Books.SETTINGS.queries().atOnce(); i++) {
            open.add(stream("SELECT 1"));
        }
        assertThat(store.query(new Query("SELECT 1", List.of(), 1, Duration.ofMillis(50))))
                .isInstanceOf(QueryResult.Busy.class);
        open.forEach(RowStream::close);
        assertThat(rows("SELECT 1")).hasSize(1);
    }
}
