package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the writer's memory must not get wrong: the same batches with it and without it find and leave the same. */
final class RowCacheTest {
    @TempDir
    Path folder;

    private int files;

    private static final RowCaching AT_ONCE = new RowCaching(1 << 20, 1);
    private static final RowCaching NEVER = new RowCaching(0, 1);

    private DuckDbWorkbookStore open(RowCaching caching, String... statements) throws Exception {
        var file = folder.resolve("book" + files++ + ".duckdb");
        Books.outside(file, statements);
        return DuckDbWorkbookStore.open(
                file, DuckDbSettings.defaults(new Random(1)).caching(caching));
    }

    private static Condition where(String text) {
        return ((ParseResult.Parsed) ConditionParser.parse(text)).condition();
    }

    private static Matches match(WorkbookTransaction transaction, DuckDbWorkbookStore store, Condition... conditions) {
        var table = Books.table(store, "t");
        return transaction.match(table, Books.column(table, "n"), List.of(conditions), 10);
    }

    private static void set(
            WorkbookTransaction transaction, DuckDbWorkbookStore store, String column, long row, Object to) {
        var table = Books.table(store, "t");
        transaction.write(table, Books.column(table, column), new long[] {row}, List.of(Books.cell(to)));
    }

    private static List<CellValue> present(DuckDbWorkbookStore store, Condition condition) {
        try (var transaction = store.begin()) {
            return match(transaction, store, condition).present();
        }
    }

    @Test
    void a_rollback_is_forgotten_with_all_that_it_wrote() throws Exception {
        try (var store = open(AT_ONCE, "CREATE TABLE t AS SELECT 1 AS id, 5 AS n")) {
            var one = where("id = 1");
            try (var transaction = store.begin()) {
                match(transaction, store, one);
                set(transaction, store, "n", 0, 6);
                assertThat(match(transaction, store, one).present()).containsExactly(CellValue.of(6));
            }
            assertThat(present(store, one)).containsExactly(CellValue.of(5));
        }
    }

    @Test
    void a_commit_hands_what_it_wrote_to_the_next_transaction() throws Exception {
        try (var store = open(AT_ONCE, "CREATE TABLE t AS SELECT 1 AS id, 5 AS n, 'a' AS x")) {
            var one = where("id = 1");
            try (var transaction = store.begin()) {
                match(transaction, store, one);
                set(transaction, store, "n", 0, CellValue.none());
                set(transaction, store, "x", 0, "b");
                transaction.commit(new QueuePosition("1"));
            }
            try (var transaction = store.begin()) {
                assertThat(match(transaction, store, one).rows()).containsExactly(Books.row(1, CellValue.none(), "b"));
                assertThat(match(transaction, store, where("x = 'b'")).counts()).containsExactly(1);
                assertThat(match(transaction, store, where("x = 'a'")).counts()).containsExactly(0);
                assertThat(match(transaction, store, where("n = 5")).counts()).containsExactly(0);
            }
        }
    }

    @Test
    void texts_are_compared_as_the_engine_compares_them() throws Exception {
        String[] statements = {
            "CREATE TABLE t (name VARCHAR COLLATE NOCASE, n INTEGER)",
            "INSERT INTO t VALUES ('a', 1), ('A', 2), ('b', 3)"
        };
        try (var cached = open(AT_ONCE, statements);
                var read = open(NEVER, statements)) {
            var a = where("name = 'A'");
            assertThat(present(cached, a)).isEqualTo(present(read, a)).hasSize(2);
        }
    }

    @Test
    void generated_cells_follow_what_they_are_generated_from() throws Exception {
        String[] statements = {
            "CREATE TABLE t (id INTEGER, n INTEGER, twice INTEGER GENERATED ALWAYS AS (n * 2))",
            "INSERT INTO t VALUES (1, 5)"
        };
        try (var store = open(AT_ONCE, statements)) {
            try (var transaction = store.begin()) {
                match(transaction, store, where("id = 1"));
                set(transaction, store, "n", 0, 7);
                assertThat(match(transaction, store, where("id = 1")).rows()).containsExactly(Books.row(1, 7, "14"));
            }
        }
    }

    @Test
    void rows_that_move_are_found_where_they_are() throws Exception {
        String[] statements = {
            "CREATE TABLE t (id INTEGER UNIQUE, n INTEGER)", "INSERT INTO t SELECT i, i * 10 FROM range(5) t(i)"
        };
        try (var store = open(AT_ONCE, statements)) {
            try (var transaction = store.begin()) {
                match(transaction, store, where("id = 1"));
                set(transaction, store, "id", 1, 100);
                assertThat(match(transaction, store, where("id = 100")).present())
                        .containsExactly(CellValue.of(10));
                assertThat(match(transaction, store, where("id = 1")).present()).isEmpty();
                set(
                        transaction,
                        store,
                        "n",
                        match(transaction, store, where("id = 100")).rowIds()[0],
                        11);
                transaction.commit(new QueuePosition("1"));
            }
            assertThat(present(store, where("id = 100"))).containsExactly(CellValue.of(11));
            assertThat(present(store, where("id = 4"))).containsExactly(CellValue.of(40));
        }
    }

    @Test
    void tables_with_holes_are_read_from_the_file() throws Exception {
        String[] statements = {
            "CREATE TABLE t AS SELECT i AS id, i AS n FROM range(10) t(i)", "DELETE FROM t WHERE id IN (0, 3)"
        };
        try (var store = open(AT_ONCE, statements)) {
            assertThat(present(store, where("id = 4"))).containsExactly(CellValue.of(4));
            assertThat(present(store, where("id = 3"))).isEmpty();
        }
    }

    @Test
    void a_table_that_does_not_fit_is_read_from_the_file_and_one_that_does_makes_room() throws Exception {
        String[] statements = {
            "CREATE TABLE big AS SELECT i AS id, i AS n, repeat('x', 100) AS x FROM range(20000) t(i)",
            "CREATE TABLE t AS SELECT i AS id, i AS n FROM range(20000) t(i)",
            "CREATE TABLE u AS SELECT i AS id, i AS n FROM range(20000) t(i)"
        };
        try (var store = open(AT_ONCE, statements)) {
            for (var name : List.of("t", "big", "u", "t", "u")) {
                var table = Books.table(store, name);
                try (var transaction = store.begin()) {
                    var matches = transaction.match(
                            table, Books.column(table, "n"), List.of(where("id = 7"), where("id = 19999")), 10);
                    assertThat(matches.present()).containsExactly(CellValue.of(7), CellValue.of(19999));
                    transaction.commit(new QueuePosition("1"));
                }
            }
        }
    }

    @Test
    void cells_of_every_type_are_found_by_what_they_hold() throws Exception {
        String[] statements = {"""
            CREATE TABLE t AS SELECT i::INTEGER AS n, (i % 3 = 0) AS flag, (i / 4)::DECIMAL(9,2) AS cents,
              i::HUGEINT * 1000000000000000000000 AS huge, i / 8 AS real, DATE '1969-12-25' + i::INTEGER AS day,
              TIMESTAMP '1969-12-31 23:59:59.999999' + to_microseconds(i) AS at, 'ä' || i AS name
            FROM range(40) t(i)"""};
        try (var cached = open(AT_ONCE, statements);
                var read = open(NEVER, statements)) {
            for (var text : List.of(
                    "flag = TRUE",
                    "cents = 2.5",
                    "cents = 2.51",
                    "cents = 2.505",
                    "huge = 3000000000000000000000",
                    "day = DATE '1970-01-01'",
                    "name = 'ä7'",
                    "name = 'ä7' AND flag = FALSE",
                    "n = 4 AND flag = TRUE",
                    "n = 3 OR n = 4",
                    "name LIKE 'ä1%'")) {
                assertThat(present(cached, where(text))).as(text).isEqualTo(present(read, where(text)));
            }
            var real = new Condition.Comparison(
                    new dev.ducksheet.core.condition.ColumnName("real"), Condition.Operator.EQUAL, CellValue.of(0.5));
            assertThat(present(cached, real)).isEqualTo(present(read, real)).hasSize(1);
        }
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new RowCaching(-1, 1)).hasMessageContaining("rowCache.bytes");
        assertThatThrownBy(() -> new RowCaching(1, 0)).hasMessageContaining("rowCache.batches");
    }
}
