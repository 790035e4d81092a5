package dev.ducksheet.bench;

import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The workbook that is measured on: {@code item}, a million rows of six columns and without a key, and {@code product},
 * a thousand rows, all of one supplier, 20 brands and 100 families.
 */
final class SampleWorkbook {
    static final int ITEMS = 1_000_000;
    static final int CELLS = 10_000;
    static final String ROLLUP = "item_summary";

    private SampleWorkbook() {}

    /** In which order the rows of {@code item} lie in the file. */
    enum Order {
        /** By id: the engine knows the least and the largest id of each stretch of rows, and looks into one only. */
        ASCENDING("i"),
        /** By nothing: to find one row the engine looks at all of them. */
        NONE("hash(i + 4)");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    /** Makes a file with the two tables, the same rows every time, by id. */
    static void create(Path file) throws SQLException {
        create(file, Order.ASCENDING);
    }

    /** Makes a file with the two tables, the same rows every time. */
    static void create(Path file, Order order) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE product AS SELECT i::INTEGER AS product_id, 'product ' || i AS name,
                      'Elliott' AS supplier, 'brand ' || (i % 20) AS brand, 'family ' || (i % 100) AS family
                    FROM range(1000) t(i)""");
            statement.execute("""
                    CREATE TABLE item AS SELECT i AS id, (hash(i) %% 1000)::INTEGER AS product_id,
                      DATE '2024-01-01' + (hash(i + 1) %% 360)::INTEGER AS day, (1000 + hash(i + 2) %% 1000)::BIGINT AS q,
                      ((100000 + hash(i + 3) %% 100000) / 100)::DECIMAL(18,2) AS price, 'name ' || i AS name
                    FROM range(1000000) t(i) ORDER BY %s""".formatted(order.sql));
            statement.execute("CHECKPOINT");
        }
    }

    /** Makes the two tables in an open workbook, so that the rows of {@code item} are numbered. */
    static void load(DuckDbWorkbookStore store) {
        var text = ColumnType.Simple.TEXT;
        store.create(
                new Table(
                        "product",
                        List.of(
                                new Column("product_id", ColumnType.integer(), false),
                                Column.of("name", text),
                                Column.of("supplier", text),
                                Column.of("brand", text),
                                Column.of("family", text)),
                        List.of("product_id")),
                rows(
                        1000,
                        i -> List.of(
                                number(i),
                                of("product ", i),
                                CellValue.of("Elliott"),
                                of("brand ", i % 20),
                                of("family ", i % 100))));
        store.create(
                new Table(
                        "item",
                        List.of(
                                Column.of("id", ColumnType.bigint()),
                                Column.of("product_id", ColumnType.integer()),
                                Column.of("day", ColumnType.Simple.DATE),
                                Column.of("q", ColumnType.bigint()),
                                Column.of("price", ColumnType.decimal(18, 2)),
                                Column.of("name", text)),
                        List.of()),
                rows(
                        ITEMS,
                        i -> List.of(
                                number(i),
                                number(mixed(i) % 1000),
                                CellValue.of(LocalDate.of(2024, 1, 1).plusDays(mixed(i + 1) % 360)),
                                number(1000 + mixed(i + 2) % 1000),
                                CellValue.of(BigDecimal.valueOf(100_000 + mixed(i + 3) % 100_000, 2)),
                                of("name ", i))));
    }

    private static Iterator<List<CellValue>> rows(long count, LongFunction<List<CellValue>> row) {
        return LongStream.range(0, count).mapToObj(row).iterator();
    }

    private static CellValue number(long number) {
        return CellValue.of(number);
    }

    private static CellValue of(String text, long number) {
        return CellValue.of(text + number);
    }

    /** Mixes the bits of a number (the finalizer of S. Vigna's SplitMix64). */
    private static long mixed(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return (mixed ^ mixed >>> 31) >>> 1;
    }

    /** Makes a file with {@code cell}: ten thousand rows of an id and a number, so small that the store is no burden. */
    static void createCells(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cell AS SELECT i AS id, 0::BIGINT AS q FROM range(" + CELLS + ") t(i)");
            statement.execute("CHECKPOINT");
        }
    }

    /** Returns the rollup of three levels and the month: 1,200 rows at its finest. */
    static RollupDefinition rollup() {
        return new RollupDefinition(
                ROLLUP,
                "item",
                List.of(new Join("product", "product_id", "product_id")),
                List.of(level("supplier"), level("brand"), level("family")),
                List.of(new Axis("month", new ColumnRef("item", "day"), Axis.Part.MONTH)),
                List.of(new Measure("q", "q"), new Measure("price", "price")));
    }

    private static Level level(String column) {
        return new Level(column, new ColumnRef("product", column));
    }
}
