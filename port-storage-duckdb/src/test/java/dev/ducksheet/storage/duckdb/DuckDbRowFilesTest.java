package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.RowFile;
import dev.ducksheet.core.port.RowStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of rows say what the rows said, and leave nothing behind. */
final class DuckDbRowFilesTest {
    @TempDir
    Path folder;

    private DuckDbWorkbookStore store;
    private DuckDbRowFiles files;
    private Path spool;

    @BeforeEach
    void open() throws SQLException {
        var file = folder.resolve("book.duckdb");
        Books.outside(file, "CREATE TABLE t AS SELECT 1 AS a");
        store = Books.open(file);
        spool = folder.resolve("spool");
        files = DuckDbRowFiles.in(spool);
    }

    @AfterEach
    void close() {
        files.close();
        store.close();
        assertThat(spool).doesNotExist();
    }

    private RowStream rows(String sql) {
        var result = store.query(new Query(sql, List.of(), Long.MAX_VALUE, Duration.ofSeconds(60)));
        assertThat(result).isInstanceOf(QueryResult.Rows.class);
        return ((QueryResult.Rows) result).stream();
    }

    private List<String> read(RowFile file, String select) throws Exception {
        var copy = folder.resolve("copy.parquet");
        Files.write(copy, file.bytes().readAllBytes());
        assertThat(Files.size(copy)).isEqualTo(file.size());
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows = connection.createStatement().executeQuery(select.formatted("'" + copy + "'"))) {
            var cells = new ArrayList<String>();
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    cells.add(rows.getString(i));
                }
            }
            return cells;
        }
    }

    @Test
    void every_type_is_there_with_its_cells() throws Exception {
        var sql = """
                SELECT 1::TINYINT AS tiny, (-170141183460469231731687303715884)::HUGEINT AS huge,
                  (-0.05)::DECIMAL(4, 2) AS money, 12345678901234567890.123::DECIMAL(38, 3) AS wide, 0.5::DOUBLE AS ratio,
                  true AS flag, DATE '1969-12-31' AS day, TIMESTAMP '1969-12-31 23:59:59.00012' AS time, [1, 2] AS list,
                  'é' AS Text, 'again' AS text, NULL::INTEGER AS none""";
        try (var file = files.parquet(rows(sql), new Cancellation())) {
            assertThat(file.head()).isEqualTo(store.head());
            assertThat(read(file, "SELECT * FROM %s"))
                    .containsExactly(
                            "1",
                            "-170141183460469231731687303715884",
                            "-0.05",
                            "12345678901234567890.123",
                            "0.5",
                            "true",
                            "1969-12-31",
                            "1969-12-31 23:59:59.00012",
                            "[1, 2]",
                            "é",
                            "again",
                            null);
            assertThat(read(file(sql), "SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM %s)"))
                    .containsExactly(
                            "tiny TINYINT",
                            "huge DECIMAL(38,0)",
                            "money DECIMAL(4,2)",
                            "wide DECIMAL(38,3)",
                            "ratio DOUBLE",
                            "flag BOOLEAN",
                            "day DATE",
                            "time TIMESTAMP",
                            "list VARCHAR",
                            "Text VARCHAR",
                            "text_1 VARCHAR",
                            "none INTEGER");
        }
    }

    private RowFile file(String sql) {
        return files.parquet(rows(sql), new Cancellation());
    }

    @Test
    void many_rows_come_in_their_order_and_none_make_an_empty_file() throws Exception {
        assertThat(
                        read(
                                file(
                                        "SELECT range AS i, CASE WHEN range % 7 > 0 THEN 'n' || range END AS n FROM range(300000)"),
                                "SELECT count(*), count(n), bool_and(i = r), sum(i) FROM (SELECT *, row_number() OVER () - 1 AS r FROM %s)"))
                .containsExactly("300000", "257142", "true", "44999850000");
        assertThat(read(file("SELECT 1 AS a WHERE false"), "SELECT count(*) FROM %s"))
                .containsExactly("0");
    }

    @Test
    void a_file_is_gone_when_it_is_closed() throws IOException {
        var file = file("SELECT 1 AS a");
        assertThat(spool).isNotEmptyDirectory();
        file.close();
        file.close();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void what_another_process_left_behind_is_gone_at_the_next_start() throws IOException {
        Files.createDirectories(spool);
        Files.writeString(spool.resolve("7.parquet"), "PAR1");
        DuckDbRowFiles.in(spool).close();
        assertThat(spool).doesNotExist();
    }

    @Test
    void rows_that_fail_half_way_leave_no_file() {
        var failing = "SELECT CASE WHEN range = 900000 THEN ('n' || a)::INTEGER ELSE range END FROM range(1000000), t";
        assertThatThrownBy(() -> file(failing)).isInstanceOf(PortUnavailableException.class);
        assertThat(spool).isEmptyDirectory();
        assertThat(file("SELECT 1 AS a").size()).isPositive();
    }

    @Test
    void a_file_that_nobody_waits_for_is_not_finished() throws Exception {
        var cancellation = new Cancellation();
        var rows = rows("FROM range(100000000000)");
        var file = CompletableFuture.supplyAsync(() -> files.parquet(rows, cancellation));
        while (!Files.isDirectory(spool) || empty(spool)) {
            Thread.onSpinWait();
        }
        cancellation.cancel();
        assertThat(file.handle((made, failure) -> String.valueOf(failure)).get(30, TimeUnit.SECONDS))
                .contains("PortUnavailableException");
        assertThat(spool).isEmptyDirectory();
    }

    private static boolean empty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void no_room_for_a_file_is_told_from_other_failures() throws Exception {
        Files.writeString(spool, "a file where the folder should be");
        try {
            assertThatThrownBy(() -> file("SELECT 1 AS a")).isInstanceOf(PortUnavailableException.class);
        } finally {
            Files.delete(spool);
        }
    }
}
