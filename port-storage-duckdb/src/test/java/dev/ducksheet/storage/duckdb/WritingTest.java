package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.WorkbookTransaction.ConstraintViolatedException;
import dev.ducksheet.core.spread.Amounts;
import dev.ducksheet.core.spread.DoubleAmounts;
import dev.ducksheet.core.spread.LongAmounts;
import dev.ducksheet.core.spread.WideAmounts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract cannot ask of every store: writes of many rows, of indexed columns, of columns named like ours. */
final class WritingTest {
    @TempDir
    Path folder;

    private static Condition equal(String column, Object value) {
        return new Condition.Comparison(new ColumnName(column), Condition.Operator.EQUAL, Books.cell(value));
    }

    private DuckDbWorkbookStore adopted(String... statements) throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.outside(file, statements);
        return Books.open(file);
    }

    /** Below and above the number of rows from which values are looked up and rows are found by a scan. */
    @ParameterizedTest
    @ValueSource(ints = {10, 30_000, 150_000})
    void amounts_of_every_kind_are_written_to_many_rows_and_to_no_others(int size) {
        var table = new Table(
                "t",
                List.of(
                        Column.of("n", ColumnType.bigint()),
                        Column.of("cents", ColumnType.decimal(18, 2)),
                        Column.of("small", ColumnType.decimal(4, 4)),
                        Column.of("wide", ColumnType.decimal(38, 3)),
                        Column.of("huge", new ColumnType.Whole(128)),
                        Column.of("real", Simple.DOUBLE)),
                List.of());
        var other = Books.row(-1, -1, new BigDecimal("0.5"), -1, -1, -1.0);
        try (var store = Books.open(folder.resolve("many.duckdb"))) {
            store.create(table, Stream.generate(() -> other).limit(size * 2L).iterator());
            var rowIds = LongStream.range(0, size).map(i -> (size - 1 - i) * 2).toArray();
            var nulls = new BitSet();
            nulls.set(3);
            try (var transaction = store.begin()) {
                write(transaction, table, "n", rowIds, longs(size, nulls));
                write(transaction, table, "cents", rowIds, longs(size, nulls));
                write(
                        transaction,
                        table,
                        "small",
                        rowIds,
                        new LongAmounts(
                                LongStream.range(0, size).map(i -> i % 10_000).toArray(), nulls));
                write(transaction, table, "wide", rowIds, wide(size));
                write(transaction, table, "huge", rowIds, wide(size));
                write(
                        transaction,
                        table,
                        "real",
                        rowIds,
                        new DoubleAmounts(
                                IntStream.range(0, size)
                                        .asDoubleStream()
                                        .map(i -> i / 4)
                                        .toArray(),
                                nulls));
                transaction.commit(new QueuePosition("1"));
            }
            var rows = Books.rows(store, "t");
            for (int i = 0; i < size; i++) {
                assertThat(rows.get((size - 1 - i) * 2)).isEqualTo(i == 3 ? nothing() : expected(i));
                assertThat(rows.get((size - 1 - i) * 2 + 1)).isEqualTo(other);
            }
            try (var snapshot = store.snapshot()) {
                var read = snapshot.rows(table, rowIds);
                assertThat(read.get(0)).isEqualTo(expected(0));
                assertThat(read.get(size - 1)).isEqualTo(expected(size - 1));
            }
        }
    }

    private static void write(
            dev.ducksheet.core.port.out.WorkbookTransaction transaction,
            Table table,
            String column,
            long[] rowIds,
            Amounts amounts) {
        transaction.write(table, Books.column(table, column), rowIds, amounts);
    }

    private static LongAmounts longs(int size, BitSet nulls) {
        return new LongAmounts(LongStream.range(0, size).toArray(), nulls);
    }

    private static WideAmounts wide(int size) {
        return new WideAmounts(IntStream.range(0, size)
                .mapToObj(i -> i == 3 ? null : BigInteger.TEN.pow(37).add(BigInteger.valueOf(i)))
                .toArray(BigInteger[]::new));
    }

    private static List<CellValue> expected(int i) {
        var wide = ColumnType.decimal(38, 3).ofUnits(BigInteger.TEN.pow(37).add(BigInteger.valueOf(i)));
        var huge = CellValue.of(new BigDecimal(BigInteger.TEN.pow(37).add(BigInteger.valueOf(i))));
        return List.of(
                CellValue.of(i),
                ColumnType.decimal(18, 2).ofUnits(BigInteger.valueOf(i)),
                ColumnType.decimal(4, 4).ofUnits(BigInteger.valueOf(i % 10_000)),
                wide,
                huge,
                CellValue.of(i / 4.0));
    }

    private static List<CellValue> nothing() {
        return java.util.Collections.nCopies(6, CellValue.none());
    }

    @Test
    void row_ids_stay_good_when_a_key_is_written_and_duckdb_moves_the_rows() throws Exception {
        try (var store = adopted(
                "CREATE TABLE t (a INTEGER, b VARCHAR, c INTEGER, PRIMARY KEY (a, b))",
                "INSERT INTO t VALUES (1, 'x', 10), (2, 'x', 20), (3, 'x', 30)")) {
            var table = Books.table(store, "t");
            try (var transaction = store.begin()) {
                var ids = transaction
                        .match(table, Books.column(table, "c"), List.of(equal("b", "x")), 0)
                        .rowIds();
                transaction.write(table, Books.column(table, "a"), new long[] {ids[1], ids[0]}, Books.row(102, 101));
                assertThat(transaction.rows(table, ids))
                        .containsExactly(Books.row(101, "x", 10), Books.row(102, "x", 20), Books.row(3, "x", 30));
                transaction.write(table, Books.column(table, "c"), ids, LongAmounts.of(11, 22, 33));
                transaction.write(table, Books.column(table, "a"), ids, LongAmounts.of(201, 202, 203));
                var again = transaction.match(table, Books.column(table, "c"), List.of(equal("b", "x")), 9);
                assertThat(again.rowIds()).isEqualTo(ids);
                assertThat(again.rows())
                        .containsExactly(Books.row(201, "x", 11), Books.row(202, "x", 22), Books.row(203, "x", 33));
                transaction.commit(new QueuePosition("1"));
            }
            assertThat(Books.rows(store, "t"))
                    .containsExactly(Books.row(201, "x", 11), Books.row(202, "x", 22), Books.row(203, "x", 33));
        }
    }

    @Test
    void row_ids_stay_good_for_equal_rows_under_an_index_of_another_tool() throws Exception {
        try (var store = adopted(
                "CREATE TABLE t (a INTEGER, b INTEGER)",
                "INSERT INTO t VALUES (1, 1), (1, 1), (2, 2)",
                "CREATE INDEX i ON t (a)")) {
            var table = Books.table(store, "t");
            var ids = new long[] {0, 1, 2};
            try (var transaction = store.begin()) {
                transaction.write(table, Books.column(table, "a"), ids, LongAmounts.of(5, 5, 6));
                transaction.write(table, Books.column(table, "b"), ids, LongAmounts.of(7, 8, 9));
                assertThat(transaction.rows(table, ids))
                        .containsExactly(Books.row(5, 7), Books.row(5, 8), Books.row(6, 9));
                transaction.commit(new QueuePosition("1"));
            }
        }
    }

    @Test
    void a_constraint_forbids_and_leaves_no_trace() throws Exception {
        try (var store = adopted(
                "CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER CHECK (b > 0), c INTEGER NOT NULL, d INTEGER UNIQUE)",
                "INSERT INTO t VALUES (1, 1, 1, 1), (2, 2, 2, 2)")) {
            var table = Books.table(store, "t");
            assertForbidden(store, table, "a", Books.cell(1), "primary key");
            assertForbidden(store, table, "b", Books.cell(-1), "CHECK");
            assertForbidden(store, table, "c", CellValue.none(), "NOT NULL");
            assertForbidden(store, table, "d", Books.cell(1), "unique");
            assertThat(Books.rows(store, "t")).containsExactly(Books.row(1, 1, 1, 1), Books.row(2, 2, 2, 2));
        }
    }

    private static void assertForbidden(
            DuckDbWorkbookStore store, Table table, String column, CellValue cell, String word) {
        try (var transaction = store.begin()) {
            assertThatThrownBy(
                            () -> transaction.write(table, Books.column(table, column), new long[] {1}, List.of(cell)))
                    .isInstanceOf(ConstraintViolatedException.class)
                    .hasMessageContaining(word)
                    .hasMessageNotContaining("Constraint Error");
        }
    }

    @Test
    void a_row_that_is_not_there_is_a_bug_of_the_caller() throws Exception {
        try (var store = adopted("CREATE TABLE t AS SELECT 1 AS a");
                var transaction = store.begin()) {
            var table = Books.table(store, "t");
            assertThatThrownBy(
                            () -> transaction.write(table, Books.column(table, "a"), new long[] {7}, LongAmounts.of(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_rollup_whose_join_would_count_rows_twice_is_refused() throws Exception {
        try (var store = adopted(
                "CREATE TABLE base AS SELECT 1 AS d_id, 5 AS n",
                "CREATE TABLE dim AS SELECT 1 AS id, 'x' AS l UNION ALL SELECT 1, 'y'")) {
            var definition = new RollupDefinition(
                    "r",
                    "base",
                    List.of(new dev.ducksheet.core.model.Join("dim", "id", "d_id")),
                    List.of(new Level("l", new ColumnRef("dim", "l"))),
                    List.of(),
                    List.of(new Measure("n", "n")));
            assertThatThrownBy(() -> store.define(definition))
                    .isInstanceOf(RollupDefinition.UnresolvableException.class)
                    .hasMessageContainingAll("dim.id", "holds 1 more than once");
            assertThat(store.catalog().sheet("r")).isEmpty();
        }
    }

    @Test
    void a_name_is_taken_whatever_its_case() throws Exception {
        try (var store = adopted("CREATE TABLE Sales AS SELECT 1 AS a")) {
            var table = new Table("sALES", List.of(Column.of("a", ColumnType.integer())), List.of());
            assertThatThrownBy(() -> store.create(table, java.util.Collections.emptyIterator()))
                    .isInstanceOf(dev.ducksheet.core.port.out.WorkbookLoader.AlreadyExistsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 2047, 2048, 4096})
    void a_last_row_that_breaks_a_key_is_not_overlooked_however_many_there_are(int count) {
        try (var store = Books.open(folder.resolve("keyed.duckdb"))) {
            var table = new Table("t", List.of(new Column("a", ColumnType.integer(), false)), List.of("a"));
            var rows = Stream.concat(IntStream.range(0, count - 1).mapToObj(Books::row), Stream.of(Books.row(0)));
            assertThatThrownBy(() -> store.create(table, rows.iterator()))
                    .isInstanceOf(ConstraintViolatedException.class);
        }
    }

    @Test
    void rows_that_break_a_key_are_not_loaded() {
        try (var store = Books.open(folder.resolve("keyed.duckdb"))) {
            var table = new Table("t", List.of(new Column("a", ColumnType.integer(), false)), List.of("a"));
            assertThatThrownBy(() -> store.create(
                            table, List.of(Books.row(1), Books.row(1)).iterator()))
                    .isInstanceOf(ConstraintViolatedException.class);
            assertThatThrownBy(() -> store.create(
                            table, List.of(List.of(CellValue.none())).iterator()))
                    .isInstanceOf(ConstraintViolatedException.class);
            assertThat(store.catalog().sheets()).isEmpty();
            store.create(table, List.of(Books.row(1), Books.row(2)).iterator());
        }
    }
}
