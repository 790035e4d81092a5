package dev.ducksheet.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DemoWorkbookTest {
    private static final int SUPPLIER = 2;
    private static final int BRAND = 3;
    private static final int FAMILY = 4;

    @ParameterizedTest
    @CsvSource({"5, 5, 10", "1, 1, 1", "300, 40, 2000"})
    void tables_have_the_asked_number_of_rows(int products, int customers, long sales) {
        var demo = DemoWorkbook.of(new DemoSize(products, customers, sales), 7);
        assertThat(demo.tables())
                .extracting(table -> table.table().name())
                .containsExactly("product", "customer", "sales");
        assertThat(demo.tables()).extracting(table -> rows(table).size()).containsExactly(products, customers, (int)
                sales);
        assertThat(demo.tables()).extracting(DemoTable::size).containsExactly((long) products, (long) customers, sales);
    }

    @Test
    void rows_are_of_their_tables_shape_and_types() {
        for (var table : DemoWorkbook.of(new DemoSize(50, 60, 700), 3).tables()) {
            for (var row : rows(table)) {
                assertThat(row).hasSameSizeAs(table.table().columns());
                for (int i = 0; i < row.size(); i++) {
                    assertFits(table.table().columns().get(i), row.get(i));
                }
            }
        }
    }

    @Test
    void rows_can_be_read_twice_and_are_the_same() {
        var sales = table(DemoSize.SMALL, 5, "sales");
        assertThat(rows(sales)).isEqualTo(rows(sales));
    }

    @Test
    void another_seed_gives_other_rows() {
        assertThat(rows(table(DemoSize.SMALL, 1, "sales"))).isNotEqualTo(rows(table(DemoSize.SMALL, 2, "sales")));
        assertThat(rows(table(DemoSize.SMALL, 1, "product"))).isNotEqualTo(rows(table(DemoSize.SMALL, 2, "product")));
    }

    @Test
    void sales_name_products_and_customers_that_exist() {
        var size = new DemoSize(2000, 30, 3000);
        var sales = rows(table(size, 11, "sales"));
        assertThat(column(sales, 0)).isEqualTo(column(rows(table(size, 11, "product")), 0));
        assertThat(column(sales, 1)).isEqualTo(column(rows(table(size, 11, "customer")), 0));
    }

    @Test
    void the_smallest_demo_has_every_kind_of_customer() {
        assertThat(column(rows(table(DemoSize.SMALL, 8, "customer")), 1)).hasSize(3);
    }

    @Test
    void customers_are_of_the_three_kinds() {
        var customers = rows(table(new DemoSize(1, 500, 1), 4, "customer"));
        assertThat(column(customers, 1))
                .containsExactlyInAnyOrder(
                        CellValue.of("Restaurant"), CellValue.of("Bar"), CellValue.of("GroceryStore"));
        assertThat(column(customers, 3)).as("some have no chain").contains(CellValue.none());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 42, 2024, -1, Long.MAX_VALUE})
    void five_products_make_a_tree_with_a_choice_at_each_level(long seed) {
        var products = rows(table(DemoSize.SMALL, seed, "product"));
        assertThat(column(products, SUPPLIER)).as("suppliers of seed %s", seed).hasSize(2);
        assertThat(column(products, BRAND)).as("brands of seed %s", seed).hasSize(3);
        assertThat(paths(products, FAMILY)).as("families of seed %s", seed).hasSize(4);
    }

    @Test
    void in_bigger_sizes_suppliers_have_several_brands_and_brands_several_families() {
        var products = rows(table(new DemoSize(2000, 1, 1), 9, "product"));
        int suppliers = column(products, SUPPLIER).size();
        int brands = column(products, BRAND).size();
        assertThat(brands).isGreaterThan(3 * suppliers);
        assertThat(paths(products, FAMILY).size()).isGreaterThan(3 * brands);
    }

    @Test
    void a_brand_belongs_to_one_supplier() {
        var products = rows(table(new DemoSize(2000, 1, 1), 9, "product"));
        assertThat(paths(products, BRAND)).hasSameSizeAs(column(products, BRAND));
    }

    @Test
    void the_rollup_fits_the_tables() {
        var demo = DemoWorkbook.of(DemoSize.SMALL, 1);
        var tables = demo.tables().stream()
                .map(DemoTable::table)
                .collect(Collectors.toMap(Table::name, Function.identity()));
        var rollup = demo.rollup().resolve(tables);
        assertThat(rollup.columns())
                .extracting(Column::name)
                .containsExactly(
                        "supplier",
                        "brand",
                        "family",
                        "invoice_date_month",
                        "quantity",
                        "net_amount",
                        Rollup.GROUPING_SET_ID);
    }

    @Test
    void the_pivot_has_a_column_for_each_month_with_sales() {
        var size = new DemoSize(5, 5, 400);
        var pivot = (DerivedViewDefinition.Pivot)
                DemoWorkbook.of(size, 1).views().get(0).definition();
        var months = column(rows(table(size, 1, "sales")), 2).stream()
                .map(day -> CellValue.of(day.display().substring(0, 7)))
                .collect(Collectors.toSet());
        assertThat(Set.copyOf(pivot.headings())).isEqualTo(months).hasSize(12);
    }

    @Test
    void millions_of_sales_come_without_being_kept() {
        var sales = table(new DemoSize(1000, 1000, 5_000_000), 1, "sales").rows();
        long count = 0;
        var before = usedMemory();
        while (sales.hasNext()) {
            sales.next();
            count++;
        }
        assertThat(count).isEqualTo(5_000_000);
        assertThat(usedMemory() - before).as("bytes kept by the open iterator").isLessThan(50_000_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-5, 5, 10", "10000001, 5, 10", "5, 10000001, 10", "5, 5, 1000000001"})
    void sizes_that_make_no_demo_are_refused(int products, int customers, long sales) {
        assertThatThrownBy(() -> new DemoSize(products, customers, sales))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a demo has between 1 and");
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void assertFits(Column column, CellValue cell) {
        if (cell.isNull()) {
            assertThat(column.nullable()).as(column.name()).isTrue();
            return;
        }
        switch (column.type().sqlName()) {
            case "VARCHAR" -> assertThat(cell).isInstanceOf(CellValue.Text.class);
            case "DATE" -> assertThat(cell).isInstanceOf(CellValue.Date.class);
            default ->
                assertThat(((CellValue.Exact) cell).number())
                        .matches(number -> number.scale() <= column.type().scale())
                        .isPositive();
        }
    }

    private static DemoTable table(DemoSize size, long seed, String name) {
        return DemoWorkbook.of(size, seed).tables().stream()
                .filter(table -> table.table().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<CellValue>> rows(DemoTable table) {
        List<List<CellValue>> rows = new ArrayList<>();
        for (Iterator<List<CellValue>> all = table.rows(); all.hasNext(); ) {
            rows.add(all.next());
        }
        return rows;
    }

    private static Set<CellValue> column(List<List<CellValue>> rows, int column) {
        return rows.stream().map(row -> row.get(column)).collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<List<CellValue>> paths(List<List<CellValue>> products, int depth) {
        return products.stream().map(row -> row.subList(SUPPLIER, depth + 1)).collect(Collectors.toSet());
    }
}
