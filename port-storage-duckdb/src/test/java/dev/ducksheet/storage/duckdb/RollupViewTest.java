package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupKey;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rollup is a view that any tool reads; what the writer adds up from the leaves agrees with it. */
final class RollupViewTest {
    private static final RollupDefinition SUMMARY = new RollupDefinition(
            "summary",
            "sales",
            List.of(new Join("product", "product_id", "product_id")),
            List.of(
                    new Level("supplier", new ColumnRef("product", "supplier")),
                    new Level("brand", new ColumnRef("product", "brand")),
                    new Level("family", new ColumnRef("product", "family"))),
            List.of(new Axis("month", new ColumnRef("sales", "day"), Axis.Part.MONTH)),
            List.of(new Measure("quantity", "quantity"), new Measure("net", "price")));

    @TempDir
    Path folder;

    private Path book() throws Exception {
        var file = folder.resolve("book.duckdb");
        Books.outside(
                file,
                "CREATE TABLE product (product_id INTEGER, supplier VARCHAR, brand VARCHAR, family VARCHAR)",
                """
                INSERT INTO product VALUES (1, 'S', 'B1', 'F1'), (2, 'S', 'B1', 'F2'), (3, 'S', 'B2', 'F1'),
                  (4, 'T', NULL, 'F1'), (5, 'T', NULL, 'F1')""",
                "CREATE TABLE sales (product_id INTEGER, day DATE, quantity BIGINT, price DECIMAL(18, 2))",
                """
                INSERT INTO sales VALUES (1, '2024-01-31', 10, 1.50), (1, '2024-02-01', 20, 2.50),
                  (2, '2024-02-29', 30, 3), (3, '2024-02-15', 60, 4), (3, '2024-02-16', NULL, 5), (4, '2024-02-10', 7, 6),
                  (5, '2024-02-11', 8, NULL), (9, '2024-02-12', 9, 7), (NULL, '2024-02-12', 1, 8), (1, NULL, 2, 9)""");
        return file;
    }

    @Test
    void the_view_shows_every_grouping_set_with_its_id() throws Exception {
        var file = book();
        try (var store = Books.open(file)) {
            store.define(SUMMARY);
        }
        var shown = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT concat_ws(' ', grouping_set_id, coalesce(supplier, '-'), coalesce(brand, '-'), coalesce(family, '-'), coalesce(month, '-'), coalesce(quantity::VARCHAR, '-'), coalesce(net::VARCHAR, '-')) FROM summary ORDER BY ALL")) {
            while (rows.next()) {
                shown.add(rows.getString(1));
            }
        }
        assertThat(shown)
                .containsExactly(
                        "0 - - - 2024-02 10 15.00",
                        "0 S B1 F1 - 2 9.00",
                        "0 S B1 F1 2024-01 10 1.50",
                        "0 S B1 F1 2024-02 20 2.50",
                        "0 S B1 F2 2024-02 30 3.00",
                        "0 S B2 F1 2024-02 60 9.00",
                        "0 T - F1 2024-02 15 6.00",
                        "1 - - - 2024-02 10 15.00",
                        "1 S B1 - - 2 9.00",
                        "1 S B1 - 2024-01 10 1.50",
                        "1 S B1 - 2024-02 50 5.50",
                        "1 S B2 - 2024-02 60 9.00",
                        "1 T - - 2024-02 15 6.00",
                        "3 - - - 2024-02 10 15.00",
                        "3 S - - - 2 9.00",
                        "3 S - - 2024-01 10 1.50",
                        "3 S - - 2024-02 110 14.50",
                        "3 T - - 2024-02 15 6.00");
    }

    @Test
    void what_is_added_up_from_the_leaves_agrees_with_the_view() throws Exception {
        try (var store = Books.open(book())) {
            store.define(SUMMARY);
            assertAgreement(store, "summary");
        }
    }

    private static final RollupDefinition MEASURED = new RollupDefinition(
                    "measured",
                    SUMMARY.base(),
                    SUMMARY.joins(),
                    SUMMARY.levels(),
                    SUMMARY.axes(),
                    List.of(
                            new Measure("quantity", "quantity"),
                            new Measure("n", Aggregate.COUNT, "price"),
                            new Measure("least", Aggregate.MIN, "price"),
                            new Measure("last", Aggregate.MAX, "day"),
                            new Measure("average", Aggregate.AVG, "price")))
            .showing(List.of(
                    List.of("supplier", "brand", "family", "month"),
                    List.of("supplier", "brand"),
                    List.of("month"),
                    List.of("supplier", "month"),
                    List.of()));

    @Test
    void other_measures_and_chosen_grouping_sets_agree_with_the_view_too() throws Exception {
        try (var store = Books.open(book())) {
            store.define(MEASURED);
            assertAgreement(store, "measured");
        }
    }

    @Test
    void the_view_is_what_sql_says_by_its_own_functions() throws Exception {
        var file = book();
        try (var store = Books.open(file)) {
            store.define(MEASURED);
        }
        var shown = "SELECT supplier, brand, family, month, quantity, n, least, last, grouping_set_id FROM measured";
        var said = """
                SELECT supplier, brand, family, strftime(day, '%Y-%m'), sum(quantity), count(price), min(price), max(day),
                  GROUPING_ID(strftime(day, '%Y-%m'), supplier, brand, family)
                FROM sales LEFT JOIN product USING (product_id)
                GROUP BY GROUPING SETS ((supplier, brand, family, strftime(day, '%Y-%m')), (supplier, brand),
                  (strftime(day, '%Y-%m')), (supplier, strftime(day, '%Y-%m')), ())""";
        assertThat(Books.texts(file, "SELECT count(*) FROM (" + shown + ")")).containsExactly("20");
        assertThat(Books.texts(file, "(" + shown + ") EXCEPT ALL (" + said + ")"))
                .isEmpty();
        assertThat(Books.texts(file, "(" + said + ") EXCEPT ALL (" + shown + ")"))
                .isEmpty();
        assertThat(Books.texts(file, "SELECT average FROM measured WHERE grouping_set_id = 15"))
                .isEqualTo(Books.texts(file, "SELECT avg(price) FROM sales"));
    }

    @Test
    void an_average_is_the_same_double_here_and_in_the_view_however_many_digits_there_are() throws Exception {
        var file = folder.resolve("wide.duckdb");
        Books.outside(file, "CREATE TABLE t (k INTEGER, d DECIMAL(38, 5), h HUGEINT)", """
                INSERT INTO t SELECT i % 7, (hash(i)::HUGEINT * 1234567890123 + i)::DECIMAL(38, 5) / 1000,
                  hash(i + 1)::HUGEINT * 98765432109 FROM range(5000) r(i)""");
        try (var store = Books.open(file)) {
            store.define(new RollupDefinition(
                            "averages",
                            "t",
                            List.of(),
                            List.of(new Level("k", new ColumnRef("t", "k"))),
                            List.of(),
                            List.of(new Measure("d", Aggregate.AVG, "d"), new Measure("h", Aggregate.AVG, "h")))
                    .showing(List.of(List.of("k"), List.of())));
            assertAgreement(store, "averages");
        }
    }

    @ParameterizedTest
    @EnumSource(Axis.Part.class)
    void levels_and_axes_of_the_base_table_itself_work_in_every_part(Axis.Part part) throws Exception {
        var file = book();
        Books.outside(
                file,
                """
                INSERT INTO sales VALUES (1, '2023-12-31', 3, 1), (1, '2024-12-30', 4, 1), (2, '0999-01-01', 5, 1),
                  (2, '1969-12-31', 6, 1), (2, '2021-01-03', 6, 1), (2, '2020-12-31', 6, 1)""",
                "CREATE TABLE log AS SELECT *, 'k' || product_id AS kind, day + INTERVAL 5 HOUR AS time FROM sales");
        try (var store = Books.open(file)) {
            store.define(new RollupDefinition(
                    "of_log",
                    "log",
                    List.of(),
                    List.of(
                            new Level("kind", new ColumnRef("log", "kind")),
                            new Level("price", new ColumnRef("log", "price"))),
                    List.of(
                            new Axis("of_day", new ColumnRef("log", "day"), part),
                            new Axis("of_time", new ColumnRef("log", "time"), part)),
                    List.of(new Measure("quantity", "quantity"))));
            assertAgreement(store, "of_log");
        }
    }

    /** Every row of the view is found by its key; every leaf's key is a row; every node finds its leaves. */
    private static void assertAgreement(DuckDbWorkbookStore store, String name) {
        var rollup = (Rollup) store.catalog().sheet(name).orElseThrow();
        int levels = rollup.levels().size();
        int axes = rollup.axes().size();
        var keys = new ArrayList<RollupKey>();
        var totals = new ArrayList<List<CellValue>>();
        for (var row : Books.rows(store, name)) {
            int id = Integer.parseInt(row.get(row.size() - 1).display());
            var set = rollup.groupingSets().stream()
                    .filter(it -> it.id() == id)
                    .findFirst()
                    .orElseThrow();
            keys.add(RollupKey.ofLeaf(row.subList(0, levels), row.subList(levels, levels + axes))
                    .in(set));
            totals.add(row.subList(levels + axes, row.size() - 1));
        }
        try (var snapshot = store.snapshot()) {
            var all = snapshot.rollupRows(rollup, keys);
            assertThat(all).hasSameSizeAs(keys);
            all.forEach(row -> assertThat(totals.get(keys.indexOf(row.key()))).isEqualTo(row.shown(rollup)));
            for (int i = 0; i < keys.size(); i++) {
                var one = snapshot.rollupRows(rollup, List.of(keys.get(i)));
                assertThat(one).as("%s", keys.get(i)).hasSize(1);
                assertThat(one.get(0).shown(rollup)).isEqualTo(totals.get(i));
            }
            long leaves = Books.rows(snapshot, rollup.base()).size();
            var leafKeys = snapshot.leafKeys(rollup, LongStream.range(0, leaves).toArray());
            var finest = rollup.groupingSets().get(0);
            assertThat(keys)
                    .containsAll(
                            leafKeys.keys().stream().map(key -> key.in(finest)).toList());
            var touched = snapshot.touchedKeys(
                    rollup, rollup.base(), LongStream.range(0, leaves).toArray());
            assertThat(touched).containsExactlyInAnyOrderElementsOf(keys);
            assertNodes(snapshot, rollup, keys);
        }
    }

    private static void assertNodes(
            dev.ducksheet.core.port.out.WorkbookSnapshot snapshot, Rollup rollup, List<RollupKey> keys) {
        for (var key : keys) {
            var parts = new ArrayList<Condition>(List.of(is(Rollup.GROUPING_SET_ID, CellValue.of(key.set()))));
            for (int i = 0; i < key.path().size(); i++) {
                parts.add(is(rollup.levels().get(i).name(), key.path().get(i)));
            }
            for (int i = 0; i < key.axes().size(); i++) {
                parts.add(is(rollup.axes().get(i).name(), key.axes().get(i)));
            }
            var set = rollup.groupingSets().stream()
                    .filter(it -> it.id() == key.set())
                    .findFirst()
                    .orElseThrow();
            var found = snapshot.nodes(rollup, set, Condition.allOf(parts), 5);
            assertThat(found.nodes())
                    .as("%s", key)
                    .singleElement()
                    .satisfies(node -> assertThat(node.path()).isEqualTo(key.path()));
        }
    }

    private static Condition is(String column, CellValue value) {
        return value.isNull()
                ? new Condition.IsNull(new ColumnName(column))
                : new Condition.Comparison(new ColumnName(column), Condition.Operator.EQUAL, value);
    }
}
