package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rows show of measures that are no sums, and which are told when that moves, over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class ShownMeasuresContract extends MeasuresFixture {
    private static RowEdit insert(int product, String day, int quantity, java.math.BigDecimal price) {
        return new RowEdit.Insert(
                "sales",
                List.of(Map.of(
                        "product_id",
                        cell(product),
                        "customer_id",
                        cell(1),
                        "invoice_date",
                        cell(day(day)),
                        "quantity",
                        cell(quantity),
                        "net_price",
                        cell(price))));
    }

    private static List<List<CellValue>> told(CoreDriver core) {
        return last(core, NAME).stream().map(ChangedRow::cells).toList();
    }

    @Test
    final void every_grouping_set_shows_each_measure_also_after_a_restart() {
        measured().close();
        restart();
        try (var core = CoreDriver.over(store())) {
            assertThat(core.rows(NAME, ""))
                    .containsExactlyInAnyOrder(
                            row(
                                    "Elliott",
                                    "Crest",
                                    "2024-01",
                                    10,
                                    1,
                                    dec("100.00"),
                                    dec("100.00"),
                                    100.0,
                                    day("2024-01-15"),
                                    0),
                            row(
                                    "Elliott",
                                    "Crest",
                                    "2024-02",
                                    90,
                                    3,
                                    dec("0"),
                                    dec("480.50"),
                                    78049 / 300.0,
                                    day("2024-02-29"),
                                    0),
                            row("Elliott", "Haven", "2024-02", 45, 1, dec("90"), dec("90"), 90.0, day("2024-02-11"), 0),
                            row(
                                    "Elliott",
                                    "Haven",
                                    "2024-03",
                                    5,
                                    1,
                                    dec("10.01"),
                                    dec("10.01"),
                                    10.01,
                                    day("2024-03-01"),
                                    0),
                            row(
                                    "Moreno",
                                    "Fizz",
                                    "2024-01",
                                    100,
                                    1,
                                    dec("75.25"),
                                    dec("75.25"),
                                    75.25,
                                    day("2024-01-31"),
                                    0),
                            row(
                                    "Moreno",
                                    "Fizz",
                                    "2024-02",
                                    -13,
                                    2,
                                    dec("-15.05"),
                                    dec("8.40"),
                                    -3.325,
                                    day("2024-02-20"),
                                    0),
                            row(
                                    "Elliott",
                                    null,
                                    null,
                                    150,
                                    6,
                                    dec("0"),
                                    dec("480.50"),
                                    98050 / 600.0,
                                    day("2024-03-01"),
                                    5),
                            row(
                                    "Moreno",
                                    null,
                                    null,
                                    87,
                                    3,
                                    dec("-15.05"),
                                    dec("75.25"),
                                    6860 / 300.0,
                                    day("2024-02-20"),
                                    5),
                            row(
                                    null,
                                    null,
                                    null,
                                    237,
                                    9,
                                    dec("-15.05"),
                                    dec("480.50"),
                                    104910 / 900.0,
                                    day("2024-03-01"),
                                    7));
            var sheet = core.workbook().readCatalog().catalog().sheet(NAME).orElseThrow();
            assertThat(sheet.columns().subList(3, 9))
                    .extracting(Column::type)
                    .containsExactly(
                            new ColumnType.Whole(128),
                            ColumnType.bigint(),
                            ColumnType.decimal(18, 2),
                            ColumnType.decimal(18, 2),
                            ColumnType.Simple.DOUBLE,
                            ColumnType.Simple.DATE);
        }
    }

    @Test
    final void rows_that_come_and_go_move_what_is_shown_where_they_count_and_nowhere_else() {
        try (var core = measured()) {
            applied(core.edit(insert(4, "2024-02-01", 3, dec("500"))));
            assertThat(told(core))
                    .containsExactly(
                            row(
                                    "Moreno",
                                    "Fizz",
                                    "2024-02",
                                    -10,
                                    3,
                                    dec("-15.05"),
                                    dec("500"),
                                    49335 / 300.0,
                                    day("2024-02-20"),
                                    0),
                            row(
                                    "Moreno",
                                    null,
                                    null,
                                    90,
                                    4,
                                    dec("-15.05"),
                                    dec("500"),
                                    56860 / 400.0,
                                    day("2024-02-20"),
                                    5),
                            row(
                                    null,
                                    null,
                                    null,
                                    240,
                                    10,
                                    dec("-15.05"),
                                    dec("500"),
                                    154910 / 1000.0,
                                    day("2024-03-01"),
                                    7));

            applied(core.edit(new RowEdit.Delete("sales", CoreDriver.where("net_price IN (500, 480.5)"))));
            assertThat(told(core))
                    .containsExactly(
                            row(
                                    "Elliott",
                                    "Crest",
                                    "2024-02",
                                    30,
                                    2,
                                    dec("0"),
                                    dec("299.99"),
                                    29999 / 200.0,
                                    day("2024-02-29"),
                                    0),
                            row(
                                    "Moreno",
                                    "Fizz",
                                    "2024-02",
                                    -13,
                                    2,
                                    dec("-15.05"),
                                    dec("8.40"),
                                    -3.325,
                                    day("2024-02-20"),
                                    0),
                            row(
                                    "Elliott",
                                    null,
                                    null,
                                    90,
                                    5,
                                    dec("0"),
                                    dec("299.99"),
                                    50000 / 500.0,
                                    day("2024-03-01"),
                                    5),
                            row(
                                    "Moreno",
                                    null,
                                    null,
                                    87,
                                    3,
                                    dec("-15.05"),
                                    dec("75.25"),
                                    6860 / 300.0,
                                    day("2024-02-20"),
                                    5),
                            row(
                                    null,
                                    null,
                                    null,
                                    177,
                                    8,
                                    dec("-15.05"),
                                    dec("299.99"),
                                    56860 / 800.0,
                                    day("2024-03-01"),
                                    7));
        }
    }

    @Test
    final void an_edit_of_a_leaf_tells_the_rows_that_show_something_else() {
        try (var core = measured()) {
            applied(core.submit(CoreDriver.set("sales", "net_price", dec("1"), "net_price = -15.05")));
            assertThat(told(core))
                    .containsExactly(
                            row(
                                    "Moreno",
                                    "Fizz",
                                    "2024-02",
                                    -13,
                                    2,
                                    dec("1"),
                                    dec("8.40"),
                                    940 / 200.0,
                                    day("2024-02-20"),
                                    0),
                            row(
                                    "Moreno",
                                    null,
                                    null,
                                    87,
                                    3,
                                    dec("1"),
                                    dec("75.25"),
                                    8465 / 300.0,
                                    day("2024-02-20"),
                                    5),
                            row(
                                    null,
                                    null,
                                    null,
                                    237,
                                    9,
                                    dec("0"),
                                    dec("480.50"),
                                    106515 / 900.0,
                                    day("2024-03-01"),
                                    7));

            applied(core.submit(
                    CoreDriver.set("sales", "invoice_date", day("2024-02-21"), "invoice_date = DATE '2024-02-10'")));
            assertThat(told(core)).isEmpty();
            applied(core.submit(CoreDriver.set("sales", "invoice_date", day("2024-02-22"), "quantity IS NULL")));
            assertThat(told(core))
                    .containsExactly(
                            row(
                                    "Moreno",
                                    "Fizz",
                                    "2024-02",
                                    -13,
                                    2,
                                    dec("1"),
                                    dec("8.40"),
                                    940 / 200.0,
                                    day("2024-02-22"),
                                    0),
                            row(
                                    "Moreno",
                                    null,
                                    null,
                                    87,
                                    3,
                                    dec("1"),
                                    dec("75.25"),
                                    8465 / 300.0,
                                    day("2024-02-22"),
                                    5));
            applied(core.submit(CoreDriver.set("sales", "customer_id", 5, "quantity IS NULL")));
            assertThat(told(core)).isEmpty();
        }
    }

    @Test
    final void a_number_follows_cells_that_are_filled_and_emptied_down_to_none() {
        try (var core = measured()) {
            applied(core.submit(CoreDriver.set("sales", "quantity", 1, "quantity IS NULL")));
            assertThat(told(core)).extracting(cells -> cells.get(4)).containsExactly(cell(3), cell(4), cell(10));
            applied(core.submit(CoreDriver.set("sales", "quantity", null, "product_id IN (4, 5)")));
            applied(core.submit(CoreDriver.set("sales", "net_price", null, "product_id IN (4, 5)")));
            assertThat(core.rows(NAME, "supplier = 'Moreno'"))
                    .containsExactlyInAnyOrder(
                            row("Moreno", "Fizz", "2024-01", null, 0, null, null, null, day("2024-01-31"), 0),
                            row("Moreno", "Fizz", "2024-02", null, 0, null, null, null, day("2024-02-20"), 0),
                            row("Moreno", null, null, null, 0, null, null, null, day("2024-02-20"), 5));
        }
    }

    @Test
    final void a_product_that_goes_to_another_brand_moves_what_both_show() {
        try (var core = measured()) {
            applied(core.submit(CoreDriver.set("product", "brand", "Crest", "product_id = 3")));
            assertThat(last(core, NAME))
                    .extracting(ChangedRow::cells, ChangedRow::gone)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    row(
                                            "Elliott",
                                            "Crest",
                                            "2024-02",
                                            135,
                                            4,
                                            dec("0"),
                                            dec("480.50"),
                                            87049 / 400.0,
                                            day("2024-02-29"),
                                            0),
                                    false),
                            org.assertj.core.groups.Tuple.tuple(
                                    row(
                                            "Elliott",
                                            "Crest",
                                            "2024-03",
                                            5,
                                            1,
                                            dec("10.01"),
                                            dec("10.01"),
                                            10.01,
                                            day("2024-03-01"),
                                            0),
                                    false),
                            org.assertj.core.groups.Tuple.tuple(
                                    row("Elliott", "Haven", "2024-02", null, null, null, null, null, null, 0), true),
                            org.assertj.core.groups.Tuple.tuple(
                                    row("Elliott", "Haven", "2024-03", null, null, null, null, null, null, 0), true));
        }
    }

    @Test
    final void a_spread_tells_the_other_measures_of_its_column_too() {
        try (var core = demo()) {
            define(
                    core,
                    rollup(
                            List.of("supplier"),
                            List.of(List.of("supplier", "month"), List.of("supplier")),
                            new Measure("n", Aggregate.COUNT, "quantity"),
                            QUANTITY,
                            new Measure("most", Aggregate.MAX, "quantity"),
                            new Measure("average", Aggregate.AVG, "quantity")));
            var equal = CoreDriver.set(NAME, "quantity", 87, "supplier = 'Moreno'")
                    .spread(new Spreading.By(
                            SpreadMethod.EQUAL, Spreading.Over.LEAVES, new Spreading.Weights.Own(), List.of()));
            applied(core.submit(equal));
            assertThat(last(core, NAME)).extracting(ChangedRow::column).containsOnly("quantity");
            assertThat(told(core))
                    .containsExactly(
                            row("Moreno", "2024-01", 1, 22, 22, 22.0, 0),
                            row("Moreno", "2024-02", 3, 65, 22, 65 / 3.0, 0),
                            row("Moreno", null, 4, 87, 22, 87 / 4.0, 2));
        }
    }

    @Test
    final void the_row_over_everything_comes_with_the_first_row_and_goes_with_the_last() {
        try (var core = measured()) {
            applied(core.edit(new RowEdit.DeleteAll("sales", "sales")));
            assertThat(last(core, NAME)).hasSize(9).allMatch(ChangedRow::gone);
            assertThat(core.rows(NAME, "")).isEmpty();

            applied(core.edit(insert(1, "2024-02-01", 3, dec("2.50"))));
            assertThat(last(core, NAME)).hasSize(3).noneMatch(ChangedRow::gone);
            assertThat(core.rows(NAME, "grouping_set_id = 7"))
                    .containsExactly(row(null, null, null, 3, 1, dec("2.50"), dec("2.50"), 2.5, day("2024-02-01"), 7));
        }
    }
}
