package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What measures that are no sums, and chosen grouping sets, do over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class MeasuresContract extends RollupFixture {
    private static final String NAME = "measured";
    private static final Measure QUANTITY = new Measure("quantity", "quantity");
    private static final List<List<String>> SETS =
            List.of(List.of("supplier", "brand", "month"), List.of("supplier"), List.of());

    /** Levels supplier, brand, family; axis month; see {@link #SETS}, where family is left out. */
    private static RollupDefinition rollup(List<String> levels, List<List<String>> sets, Measure... measures) {
        var definition = new RollupDefinition(
                NAME,
                "sales",
                List.of(new Join("product", "product_id", "product_id")),
                levels.stream()
                        .map(name -> new Level(name, new ColumnRef("product", name)))
                        .toList(),
                List.of(new Axis("month", new ColumnRef("sales", "invoice_date"), Axis.Part.MONTH)),
                List.of(measures));
        return definition.showing(sets);
    }

    private static final RollupDefinition MEASURED = rollup(
            List.of("supplier", "brand"),
            SETS,
            QUANTITY,
            new Measure("sold", Aggregate.COUNT, "quantity"),
            new Measure("least", Aggregate.MIN, "net_price"),
            new Measure("most", Aggregate.MAX, "net_price"),
            new Measure("average", Aggregate.AVG, "net_price"),
            new Measure("last", Aggregate.MAX, "invoice_date"));

    private CoreDriver measured() {
        var core = demo();
        define(core, MEASURED);
        return core;
    }

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

    private static Refusal refusal(CoreDriver core, String column, String condition, Spreading spreading) {
        return refusal(core.submit(CoreDriver.set(NAME, column, 1, condition).spread(spreading)));
    }

    @Test
    final void only_sums_are_edited_and_the_refusal_names_them() {
        try (var core = measured()) {
            var plain = Spreading.by(SpreadMethod.PROPORTIONAL);
            var count = refusal(core, "sold", "supplier = 'Moreno'", plain);
            assertThat(count.reason()).isEqualTo(Reason.NOT_EDITABLE);
            assertThat(count.field()).isEqualTo("/column");
            assertThat(count.detail())
                    .contains("sold is the number of sales.quantity")
                    .endsWith("use its sum, quantity");
            assertThat(refusal(core, "average", "supplier = 'Moreno'", plain).detail())
                    .contains("average is the average of sales.net_price")
                    .endsWith("of this rollup only sums can be edited: quantity");

            var byAverage = new Spreading.By(
                    SpreadMethod.PROPORTIONAL,
                    Spreading.Over.BY_TARGET,
                    new Spreading.Weights.FromColumn("average"),
                    List.of());
            var weights = refusal(core, "quantity", "supplier = 'Moreno'", byAverage);
            assertThat(weights.reason()).isEqualTo(Reason.NOT_EDITABLE);
            assertThat(weights.field()).isEqualTo("/spread/weights");

            var hold = refusal(core.hold(NAME, "most", "supplier = 'Moreno'"));
            assertThat(hold.reason()).isEqualTo(Reason.NOT_EDITABLE);
            assertThat(hold.field()).isEqualTo("/column");
            assertThat(core.changes()).hasSize(1);

            applied(core.edit(new TableEdit.DropRollup(NAME)));
            define(
                    core,
                    rollup(
                            List.of("supplier"),
                            List.of(List.of("supplier", "month")),
                            new Measure("n", Aggregate.COUNT, "net_price")));
            assertThat(refusal(core, "n", "supplier = 'Moreno'", plain).detail())
                    .endsWith("use sales, or a rollup that has a sum");
        }
    }

    @Test
    final void a_column_is_made_into_what_its_type_allows() {
        try (var core = demo()) {
            for (var aggregate : List.of(Aggregate.SUM, Aggregate.AVG, Aggregate.MIN, Aggregate.MAX)) {
                refusedMeasure(core, new Measure("m", aggregate, "type"), "VARCHAR");
            }
            for (var aggregate : List.of(Aggregate.SUM, Aggregate.AVG)) {
                var overDates = rollup(
                        List.of("supplier"),
                        List.of(List.of("supplier", "month")),
                        new Measure("m", aggregate, "invoice_date"));
                refused(core, overDates, Reason.INVALID_REQUEST, "/measures/0/column");
            }
            define(core, ofCustomers(new Measure("towns", Aggregate.COUNT, "city")));
            assertThat(core.rows("customers", "province = 'QC'")).containsExactly(row("QC", 2, 0));
        }
    }

    private static RollupDefinition ofCustomers(Measure measure) {
        var province = new Level("province", new ColumnRef("customer", "province"));
        return new RollupDefinition("customers", "customer", List.of(), List.of(province), List.of(), List.of(measure));
    }

    private static void refusedMeasure(CoreDriver core, Measure measure, String type) {
        refused(core, ofCustomers(measure), Reason.INVALID_REQUEST, "/measures/0/column");
        var refusal = refusal(core.edit(new TableEdit.DefineRollup(ofCustomers(measure))));
        assertThat(refusal.detail())
                .contains("customer.type is " + type)
                .contains("the " + measure.aggregate().noun());
    }

    @Test
    final void grouping_sets_that_cannot_be_are_refused_with_the_one_to_blame() {
        try (var core = demo()) {
            var full = List.of("supplier", "brand", "month");
            var known = "there are supplier, brand, month";
            refusedSets(core, "/grouping_sets/1", known, List.of(full, List.of("town")));
            refusedSets(
                    core, "/grouping_sets/1", "shows brand without supplier", List.of(full, List.of("brand", "month")));
            refusedSets(
                    core,
                    "/grouping_sets/0",
                    "names something twice",
                    List.of(List.of("supplier", "brand", "month", "month")));
            refusedSets(
                    core,
                    "/grouping_sets",
                    "the grouping set (month, supplier) is there twice",
                    List.of(full, List.of("supplier", "month"), List.of("month", "supplier")));
            refusedSets(core, "/grouping_sets", "no grouping set shows brand", List.of(List.of("supplier", "month")));
            refusedSets(core, "/grouping_sets", "no grouping set shows month", List.of(List.of("supplier", "brand")));
            refusedSets(core, "/grouping_sets", "1 to 64 grouping sets, not 0", List.of());
            var alike = rollup(List.of("supplier"), List.of(List.of("supplier")), QUANTITY);
            var twoNames = new RollupDefinition(
                    NAME,
                    "sales",
                    alike.joins(),
                    alike.levels(),
                    List.of(new Axis("who", alike.levels().get(0).source(), Axis.Part.VALUE)),
                    alike.measures(),
                    List.of(List.of("supplier", "who"), List.of("supplier")));
            refused(core, twoNames, Reason.INVALID_REQUEST, "/grouping_sets");
            assertThat(core.changes()).isEmpty();
        }
    }

    private static void refusedSets(CoreDriver core, String pointer, String detail, List<List<String>> sets) {
        var rollup = rollup(List.of("supplier", "brand"), sets, QUANTITY);
        refused(core, rollup, Reason.INVALID_REQUEST, pointer);
        assertThat(refusal(core.edit(new TableEdit.DefineRollup(rollup))).detail())
                .contains(detail);
    }

    @Test
    final void a_cell_that_no_grouping_set_shows_is_not_addressed() {
        try (var core = measured()) {
            var months = refusal(core.submit(CoreDriver.set(NAME, "quantity", 1, "month = '2024-02'")));
            assertThat(months.reason()).isEqualTo(Reason.AMBIGUOUS_NODE);
            var supplierAndMonth = CoreDriver.set(NAME, "quantity", 1, "supplier = 'Elliott' AND month = '2024-02'");
            assertThat(refusal(core.submit(supplierAndMonth)).detail())
                    .contains("matches 2 rows of measured with grouping_set_id 0")
                    .endsWith("pin brand to one value");
            var wrongSet = CoreDriver.set(NAME, "quantity", 1, "supplier = 'Elliott' AND grouping_set_id = 7");
            assertThat(refusal(core.submit(wrongSet)).reason()).isEqualTo(Reason.NO_MATCH);

            applied(core.submit(CoreDriver.set(NAME, "quantity", -26, "supplier = 'Moreno' AND month = '2024-02'")));
            assertThat(core.rows(NAME, List.of("quantity"), "brand = 'Fizz' AND month = '2024-02'"))
                    .containsExactly(row(-26));
        }
    }

    @Test
    final void the_total_over_everything_is_a_cell_too() {
        try (var core = measured()) {
            applied(core.submit(CoreDriver.set(NAME, "quantity", 474, "grouping_set_id = 7")));
            assertThat(core.rows(NAME, List.of("supplier", "quantity"), "grouping_set_id >= 5"))
                    .containsExactlyInAnyOrder(row("Elliott", 300), row("Moreno", 174), row(null, 474));
            applied(core.submit(CoreDriver.set(
                    NAME,
                    "quantity",
                    150,
                    "supplier = 'Elliott' AND brand IS NULL AND month IS NULL AND grouping_set_id = 5")));
            assertThat(core.rows(NAME, List.of("quantity"), "grouping_set_id = 7"))
                    .containsExactly(row(324));
        }
    }

    private static Outcome equally(CoreDriver core, int total, String condition) {
        return core.submit(CoreDriver.set(NAME, "quantity", total, condition).spread(Spreading.by(SpreadMethod.EQUAL)));
    }

    private static List<List<CellValue>> quantities(CoreDriver core, String condition) {
        return core.rows("sales", List.of("quantity"), condition);
    }

    @Test
    final void the_children_of_a_node_are_those_of_the_next_finer_set_that_tells_them() {
        try (var core = demo()) {
            var levels = List.of("supplier", "brand", "family");
            var skipping = List.of(List.of("supplier", "month"), List.of("supplier", "brand", "family"));
            define(core, rollup(levels, skipping, QUANTITY));

            var plan = core.workbook()
                    .planUpdate()
                    .plan(CoreDriver.set(NAME, "quantity", 300, "supplier = 'Elliott'")
                            .spread(Spreading.by(SpreadMethod.EQUAL)));
            assertThat(((PlanUpdate.Planning.Planned) plan).plan().parts())
                    .extracting(PlanUpdate.Part::label, PlanUpdate.Part::after)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Crest, Red", cell(100)),
                            org.assertj.core.groups.Tuple.tuple("Crest, White", cell(100)),
                            org.assertj.core.groups.Tuple.tuple("Haven, Lager", cell(100)));
            applied(equally(core, 300, "supplier = 'Elliott'"));
            assertThat(quantities(core, "product_id IN (1, 2, 3)")).hasSize(6).containsOnly(row(50));

            applied(equally(core, 100, "supplier = 'Elliott' AND month = '2024-02'"));
            assertThat(quantities(
                            core,
                            "product_id IN (1, 2, 3) AND invoice_date BETWEEN DATE '2024-02-01' AND DATE '2024-02-29'"))
                    .hasSize(4)
                    .containsOnly(row(25));
        }
    }

    @Test
    final void with_every_prefix_shown_the_children_are_the_next_level() {
        try (var core = demo()) {
            var levels = List.of("supplier", "brand", "family");
            var all = List.of(
                    List.of("supplier", "brand", "family", "month"), List.of("supplier", "brand"), List.of("supplier"));
            define(core, rollup(levels, all, QUANTITY));

            applied(equally(core, 240, "supplier = 'Elliott'"));
            assertThat(quantities(core, "product_id = 3")).containsOnly(row(60));
            assertThat(quantities(core, "product_id IN (1, 2)")).containsOnly(row(30));
        }
    }
}
