package dev.ducksheet.storage.duckdb;

import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.testkit.CoreDriver;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what rows stay the same rows in a file that other tools and checkpoints go over. */
class RowIdentityTest {
    /** More than a row group, so that a checkpoint has groups to clear away. */
    private static final int ROWS = 400_000;

    @TempDir
    private Path folder;

    private static void applied(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    }

    private static Refusal.Reason reason(Outcome outcome) {
        return ((Outcome.Refused) outcome).refusal().reason();
    }

    @Test
    void numbers_of_rows_survive_a_checkpoint_that_moves_every_row() throws SQLException {
        var file = folder.resolve("w.duckdb");
        try (var store = Books.open(file)) {
            var rows = IntStream.range(0, ROWS).mapToObj(i -> List.of(CellValue.of(i)));
            store.create(new Table("t", List.of(Column.of("n", ColumnType.integer())), List.of()), rows.iterator());
        }
        List<List<CellValue>> before;
        try (var core = CoreDriver.over(Books.open(file), 1)) {
            before = core.rows("t", List.of("_row_id", "n"), "n >= 399990");
            applied(core.edit(new RowEdit.Delete("t", where("n < 399990"))));
        }
        Books.outside(file, "CHECKPOINT", "FORCE CHECKPOINT");
        try (var core = CoreDriver.over(Books.open(file), 2)) {
            assertThat(core.rows("t", List.of("_row_id", "n"), "")).isEqualTo(before);
            applied(core.edit(new RowEdit.Insert("t", List.of(Map.of("n", CellValue.of(-1))))));
            assertThat(core.rows("t", List.of("_row_id"), "n = -1").get(0)).isNotIn(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CHECKPOINT", "FORCE CHECKPOINT"})
    void a_number_is_never_given_again_whatever_becomes_of_the_newest_rows(String between) throws SQLException {
        var file = folder.resolve("w.duckdb");
        var table = new Table("t", List.of(Column.of("n", ColumnType.integer())), List.of());
        try (var store = Books.open(file)) {
            store.create(table, List.<List<CellValue>>of().iterator());
        }
        var given = new HashSet<CellValue>();
        for (int round = 0; round < 4; round++) {
            try (var core = CoreDriver.over(Books.open(file), round)) {
                for (int n = 0; n < 5; n++) {
                    applied(core.edit(new RowEdit.Insert("t", List.of(Map.of("n", CellValue.of(n))))));
                    var id = core.rows("t", List.of("_row_id"), "n = " + n)
                            .get(0)
                            .get(0);
                    assertThat(given.add(id))
                            .as("%s in round %d, of %s", id, round, given)
                            .isTrue();
                    if (n % 2 == 1) {
                        applied(core.edit(new RowEdit.Delete("t", where("n = " + n))));
                    }
                }
                applied(core.edit(
                        round % 2 == 0 ? new RowEdit.DeleteAll("t", "t") : new RowEdit.Delete("t", where("n >= 0"))));
                if (round == 2) {
                    applied(core.edit(
                            new TableEdit.Alter("t", List.of(new Alteration.Retype("n", ColumnType.bigint())))));
                }
            }
            if (!between.isEmpty()) {
                Books.outside(file, between);
            }
        }
        assertThat(given).hasSize(20);
    }

    @Test
    void a_row_with_a_key_is_found_by_it_after_checkpoints_and_restarts() throws SQLException {
        var file = folder.resolve("w.duckdb");
        var columns = List.of(new Column("k", ColumnType.Simple.TEXT, false), Column.of("n", ColumnType.integer()));
        try (var store = Books.open(file)) {
            var rows = IntStream.range(0, 1000).mapToObj(i -> List.of(CellValue.of("k" + i), CellValue.of(i)));
            store.create(new Table("t", columns, List.of("k")), rows.iterator());
        }
        try (var core = CoreDriver.over(Books.open(file), 1)) {
            applied(core.edit(new RowEdit.Delete("t", where("n < 500 OR n >= 990"))));
        }
        Books.outside(file, "FORCE CHECKPOINT");
        try (var core = CoreDriver.over(Books.open(file), 2)) {
            applied(core.edit(
                    new RowEdit.Insert("t", List.of(Map.of("k", CellValue.of("k999"), "n", CellValue.of(1))))));
            applied(core.submit(CoreDriver.set("t", "n", 2, "k = 'k989'")));
            assertThat(reason(core.edit(new RowEdit.Insert("t", List.of(Map.of("k", CellValue.of("k989")))))))
                    .isEqualTo(Refusal.Reason.DUPLICATE_ROW);
            assertThat(core.rows("t", "n < 500"))
                    .containsExactly(
                            List.of(CellValue.of("k989"), CellValue.of(2)),
                            List.of(CellValue.of("k999"), CellValue.of(1)));
        }
    }

    @Test
    void a_query_shows_the_numbers_only_of_a_table_that_is_named_whole() {
        try (var store = Books.open(folder.resolve("w.duckdb"))) {
            store.create(
                    new Table("my t", List.of(Column.of("n", ColumnType.integer())), List.of()),
                    List.of(List.of(CellValue.of(1))).iterator());

            assertThat(columns(store, "SELECT * FROM \"my t\"")).containsExactly("n");
            assertThat(columns(store, "SELECT t.*, u.n AS m FROM main.\"MY T\" t JOIN \"my t\" u USING (n)"))
                    .containsExactly("n", "m");
            assertThat(columns(store, "SELECT * FROM workbook.main.\"my t\"")).containsExactly("n", "_row_id");
        }
    }

    private static List<String> columns(DuckDbWorkbookStore store, String sql) {
        var result = store.query(new Query(sql, List.of(), 10, Duration.ofSeconds(30)));
        assertThat(result).isInstanceOf(QueryResult.Rows.class);
        try (var rows = ((QueryResult.Rows) result).stream()) {
            return rows.columns().stream().map(Column::name).toList();
        }
    }

    @Test
    void a_row_that_another_tool_inserts_has_a_number_too() throws SQLException {
        var file = folder.resolve("w.duckdb");
        try (var store = Books.open(file)) {
            store.create(
                    new Table("t", List.of(Column.of("n", ColumnType.integer())), List.of()),
                    List.of(List.of(CellValue.of(1))).iterator());
        }
        Books.outside(file, "INSERT INTO t (n) VALUES (2)");
        try (var core = CoreDriver.over(Books.open(file))) {
            assertThat(core.column("t", "n")).containsExactly(CellValue.of(1), CellValue.of(2));
            assertThat(core.rows("t", List.of("_row_id"), "")).doesNotHaveDuplicates();
        }
    }

    @Test
    void tables_of_other_tools_are_taken_as_they_are_and_lose_nothing() throws SQLException {
        var file = folder.resolve("w.duckdb");
        Books.open(file).close();
        Books.outside(
                file,
                "CREATE TABLE t (n INTEGER CHECK (n > 0), d DATE DEFAULT today(), x VARCHAR DEFAULT 'x')",
                "INSERT INTO t VALUES (1, NULL, 'a')",
                "CREATE VIEW v AS SELECT n, x FROM t");
        try (var core = CoreDriver.over(Books.open(file))) {
            assertThat(reason(core.edit(new RowEdit.Delete("t", where("_row_id = 1")))))
                    .isEqualTo(Refusal.Reason.UNKNOWN_COLUMN);
            applied(core.edit(new RowEdit.Insert("t", List.of(Map.of("n", CellValue.of(2))))));
            assertThat(core.rows("t", "n = 2"))
                    .containsExactly(List.of(CellValue.of(2), CellValue.none(), CellValue.of("x")));
            assertThat(reason(core.edit(new RowEdit.Insert("t", List.of(Map.of("n", CellValue.of(-1)))))))
                    .isEqualTo(Refusal.Reason.CONSTRAINT_VIOLATED);
            assertThat(reason(core.edit(new TableEdit.Alter(
                            "t", List.of(new Alteration.Retype("d", ColumnType.Simple.TIMESTAMP))))))
                    .isEqualTo(Refusal.Reason.CONSTRAINT_VIOLATED);
            assertThat(reason(core.edit(new TableEdit.Alter("t", List.of(new Alteration.Drop("x"))))))
                    .isEqualTo(Refusal.Reason.IN_USE);
            applied(core.edit(new TableEdit.Alter("t", List.of(new Alteration.Rename("d", "day")))));
            applied(core.edit(new RowEdit.Delete("t", where("n = 1"))));
            assertThat(core.rows("v", "")).containsExactly(List.of(CellValue.of(2), CellValue.of("x")));
        }
    }
}
