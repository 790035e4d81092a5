package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Pivot;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What aggregates of tables do over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class AggregatesContract extends StoreFixture {
    private static final List<Sum> QUANTITY = List.of(new Sum("total", "quantity"));

    private static Outcome.Applied applied(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        return (Outcome.Applied) outcome;
    }

    private static Refusal refused(Outcome outcome, Reason reason) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        var refusal = ((Outcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        return refusal;
    }

    private CoreDriver demo() {
        Workbooks.demo(loader());
        return CoreDriver.over(store());
    }

    private static Aggregation sales(Refresh refresh, List<Sum> sums, String... by) {
        return new Aggregation("sales_agg", new Grouped("sales", List.of(by), "no_of_sales", sums), refresh);
    }

    private static Outcome aggregate(CoreDriver core, Refresh refresh, List<Sum> sums, String... by) {
        return core.edit(new TableEdit.Aggregate(sales(refresh, sums, by)));
    }

    private static Outcome aggregate(CoreDriver core, String name, String source, String by) {
        var rows = new Grouped(source, List.of(by), "counted", List.of());
        return core.edit(new TableEdit.Aggregate(new Aggregation(name, rows, Refresh.MANUAL)));
    }

    private static Outcome insertSale(CoreDriver core, int product, int quantity) {
        return core.edit(
                new RowEdit.Insert("sales", List.of(Map.of("product_id", cell(product), "quantity", cell(quantity)))));
    }

    private static long counted(CoreDriver core) {
        return core.column("sales_agg", "no_of_sales").stream()
                .mapToLong(cell -> ((CellValue.Exact) cell).number().longValueExact())
                .sum();
    }

    @Test
    final void an_aggregate_counts_the_rows_and_adds_up_columns_in_the_order_of_the_cells_it_groups_by() {
        try (var core = demo()) {
            for (var refresh : Refresh.values()) {
                var sums = List.of(new Sum("total", "quantity"), new Sum("net_price", "net_price"));
                var outcome = applied(aggregate(core, refresh, sums, "product_id"));

                assertThat(outcome.event()).isEqualTo(new Event.TableAggregated(sales(refresh, sums, "product_id")));
                assertThat(outcome.sheet()).isEqualTo("sales_agg");
                assertThat(core.rows("sales_agg", ""))
                        .containsExactly(
                                row(1, 2, 40, dec("399.99")),
                                row(2, 2, 60, dec("480.50")),
                                row(3, 2, 50, dec("100.01")),
                                row(4, 2, 80, dec("60.20")),
                                row(5, 2, 7, dec("8.40")));
                assertThat(counted(core)).isEqualTo(core.rows("sales", "").size());
            }
        }
    }

    @Test
    final void what_it_makes_is_in_the_catalogue_with_types_that_hold_every_sum_also_after_a_restart() {
        var columns = List.of(
                Column.of("product_id", ColumnType.integer()),
                Column.of("no_of_sales", ColumnType.bigint()),
                Column.of("total", new ColumnType.Whole(128)),
                Column.of("net", ColumnType.decimal(38, 2)));
        var sums = List.of(new Sum("total", "quantity"), new Sum("net", "net_price"));
        try (var core = demo()) {
            applied(aggregate(core, Refresh.MANUAL, sums, "product_id"));
            assertThat(store().catalog().sheet("sales_agg")).contains(new Table("sales_agg", columns, List.of()));
        }
        restart();
        try (var core = CoreDriver.over(store(), 8)) {
            assertThat(store().catalog().sheet("sales_agg")).contains(new Table("sales_agg", columns, List.of()));
            assertThat(core.changes().get(0).event())
                    .isEqualTo(new Event.TableAggregated(sales(Refresh.MANUAL, sums, "product_id")));
            applied(aggregate(core, Refresh.ON_CHANGE, sums, "product_id"));
            assertThat(store().catalog().sheet("sales_agg")).contains(new DerivedView("sales_agg", columns));
            applied(aggregate(core, Refresh.MANUAL, sums, "product_id"));
        }
    }

    @Test
    final void empty_cells_are_one_group_the_last_and_a_sum_of_nothing_is_empty() {
        try (var core = demo()) {
            var rows = new Grouped("customer", List.of("chain", "type"), "n", List.of(new Sum("capacity", "capacity")));
            for (var refresh : Refresh.values()) {
                applied(core.edit(new TableEdit.Aggregate(new Aggregation("customer_agg", rows, refresh))));

                assertThat(core.rows("customer_agg", ""))
                        .containsExactly(
                                row("Fresh", "GroceryStore", 1, null),
                                row("Fresh", "Restaurant", 1, 120),
                                row("Night & Co", "Bar", 1, 45),
                                row(null, "Bar", 1, 30),
                                row(null, "Restaurant", 1, 80));
            }
        }
    }

    @Test
    final void one_that_is_refreshed_on_demand_stays_until_it_is_asked_for_again_and_changes_as_a_unit() {
        try (var core = demo()) {
            applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));
            applied(insertSale(core, 1, 2));
            applied(core.edit(new RowEdit.Delete("sales", where("product_id = 5"))));
            assertThat(core.rows("sales_agg", "product_id in (1, 5)")).containsExactly(row(1, 2, 40), row(5, 2, 7));

            var outcome = applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));

            assertThat(outcome.version().number()).isEqualTo(4);
            assertThat(outcome.rows()).isEqualTo(4);
            assertThat(core.rows("sales_agg", "product_id in (1, 5)")).containsExactly(row(1, 3, 42));
            assertThat(counted(core)).isEqualTo(core.rows("sales", "").size());
            var change = core.changes().get(3);
            assertThat(change.sheet()).isEqualTo("sales_agg");
            assertThat(change.rows()).extracting(ChangedRow::cells).isEqualTo(core.rows("sales_agg", ""));
        }
    }

    @Test
    final void one_that_is_refreshed_on_change_shows_every_edit_at_once() {
        try (var core = demo()) {
            var outcome = applied(aggregate(core, Refresh.ON_CHANGE, QUANTITY, "product_id"));
            assertThat(outcome.rows()).isZero();
            applied(insertSale(core, 1, 2));
            applied(core.submit(CoreDriver.set("sales", "quantity", 11, "product_id = 1 and customer_id = 1")));
            applied(core.edit(new RowEdit.Delete("sales", where("product_id = 5"))));

            assertThat(core.rows("sales_agg", "product_id in (1, 5)")).containsExactly(row(1, 3, 43));
            refused(core.submit(CoreDriver.set("sales_agg", "total", 1, "product_id = 1")), Reason.NOT_EDITABLE);
        }
    }

    @Test
    final void rows_are_told_one_by_one_up_to_a_thousand() {
        try (var core = CoreDriver.over(store())) {
            applied(core.edit(
                    new TableEdit.Create("many", List.of(ColumnDefinition.of("n", ColumnType.integer())), List.of())));
            for (int size : List.of(1000, 1)) {
                applied(core.edit(new RowEdit.Insert(
                        "many",
                        IntStream.range(0, size)
                                .mapToObj(n -> Map.of("n", cell(n + size * 10)))
                                .toList())));
                applied(aggregate(core, "many_agg", "many", "n"));
            }
            assertThat(core.changes().get(2).rows()).hasSize(1000);
            assertThat(core.changes().get(4).rowsChanged()).isEqualTo(1001);
            assertThat(core.changes().get(4).rows()).isEmpty();
        }
    }

    @Test
    final void sums_are_exact_beyond_what_the_column_and_a_double_can_hold() {
        var most = new BigDecimal(Long.MAX_VALUE);
        var cents = dec("9007199254740993.01");
        loader().create(
                        new Table(
                                "sales",
                                List.of(
                                        Column.of("product_id", ColumnType.integer()),
                                        Column.of("quantity", ColumnType.bigint()),
                                        Column.of("net_price", ColumnType.decimal(18, 2))),
                                List.of()),
                        List.of(row(1, most, cents), row(1, most, cents), row(1, most, cents))
                                .iterator());
        try (var core = CoreDriver.over(store())) {
            for (var refresh : Refresh.values()) {
                applied(aggregate(
                        core, refresh, List.of(new Sum("q", "quantity"), new Sum("p", "net_price")), "product_id"));
                assertThat(core.rows("sales_agg", ""))
                        .containsExactly(row(1, 3, most.multiply(dec("3")), cents.multiply(dec("3"))));
            }
        }
    }

    @Test
    final void an_empty_table_has_an_aggregate_without_rows() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.DeleteAll("sales", "sales")));
            for (var refresh : Refresh.values()) {
                applied(aggregate(core, refresh, QUANTITY, "product_id"));
                assertThat(core.rows("sales_agg", "")).isEmpty();
            }
        }
    }

    @Test
    final void another_definition_of_the_same_name_takes_its_place() {
        try (var core = demo()) {
            applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));
            applied(aggregate(core, Refresh.MANUAL, List.of(), "customer_id", "product_id"));
            assertThat(core.rows("sales_agg", "")).hasSize(10).first().isEqualTo(row(1, 1, 1));
            applied(aggregate(core, Refresh.ON_CHANGE, List.of(), "customer_id"));
            assertThat(core.rows("sales_agg", "")).hasSize(5).first().isEqualTo(row(1, 2));
            applied(aggregate(core, "sales_agg", "customer", "type"));
            assertThat(core.rows("sales_agg", ""))
                    .containsExactly(row("Bar", 2), row("GroceryStore", 1), row("Restaurant", 2));
        }
    }

    @Test
    final void a_name_is_not_taken_from_what_is_no_aggregate() {
        Workbooks.demo(loader());
        loader().define(
                        "a view",
                        new Pivot("customer", List.of("city"), "type", Axis.Part.VALUE, List.of(), "capacity"));
        try (var core = CoreDriver.over(store())) {
            for (var name : List.of("product", "sales", "SALES", "sales_summary_by_product_family", "a view")) {
                var refusal = refused(aggregate(core, name, "sales", "product_id"), Reason.ALREADY_EXISTS);
                assertThat(refusal.field()).isEqualTo("/as");
                assertThat(refusal.detail()).containsIgnoringCase(name).contains("choose another name");
            }
            assertThat(core.rows("product", "")).isEqualTo(Workbooks.PRODUCTS);
            assertThat(core.changes()).isEmpty();
        }
    }

    @Test
    final void a_table_that_has_the_name_of_an_aggregate_that_is_gone_is_none() {
        try (var core = demo()) {
            for (var refresh : Refresh.values()) {
                applied(aggregate(core, refresh, QUANTITY, "product_id"));
                assertThat(applied(core.edit(new TableEdit.Drop("sales_agg"))).event())
                        .isEqualTo(new Event.TableDropped());
                assertThat(store().catalog().sheet("sales_agg")).isEmpty();
            }
            applied(core.edit(new TableEdit.Create(
                    "sales_agg", List.of(ColumnDefinition.of("n", ColumnType.integer())), List.of())));
            refused(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"), Reason.ALREADY_EXISTS);
        }
    }

    @Test
    final void what_cannot_be_an_aggregate_is_refused_with_the_part_to_blame() {
        try (var core = demo()) {
            assertThat(refused(
                                    aggregate(core, Refresh.MANUAL, QUANTITY, "product_id", "nothing"),
                                    Reason.UNKNOWN_COLUMN)
                            .field())
                    .isEqualTo("/by/1");
            refused(
                    aggregate(core, Refresh.MANUAL, List.of(new Sum("s", "nothing")), "product_id"),
                    Reason.UNKNOWN_COLUMN);
            var text = new Grouped("customer", List.of("city"), "n", List.of(new Sum("s", "chain")));
            assertThat(refused(
                                    core.edit(new TableEdit.Aggregate(new Aggregation("a", text, Refresh.MANUAL))),
                                    Reason.TYPE_MISMATCH)
                            .detail())
                    .contains("chain is VARCHAR");
            refused(aggregate(core, Refresh.MANUAL, QUANTITY), Reason.INVALID_REQUEST);
            refused(aggregate(core, Refresh.MANUAL, QUANTITY, "_row_id"), Reason.INVALID_REQUEST);
            refused(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id", "product_id"), Reason.ALREADY_EXISTS);
            refused(
                    aggregate(core, Refresh.MANUAL, List.of(new Sum("Product_ID", "quantity")), "product_id"),
                    Reason.ALREADY_EXISTS);
            refused(aggregate(core, "a", "nothing", "x"), Reason.UNKNOWN_TABLE);
            refused(aggregate(core, "a", "sales_summary_by_product_family", "brand"), Reason.INVALID_REQUEST);
            refused(aggregate(core, " ", "sales", "product_id"), Reason.INVALID_REQUEST);
            assertThat(core.changes()).isEmpty();
        }
    }

    @Test
    final void what_a_fresh_aggregate_needs_is_not_taken_away() {
        try (var core = demo()) {
            applied(core.edit(new TableEdit.DropRollup("sales_summary_by_product_family")));
            applied(aggregate(core, Refresh.ON_CHANGE, QUANTITY, "product_id"));
            assertThat(refused(core.edit(new TableEdit.Drop("sales")), Reason.IN_USE)
                            .detail())
                    .contains("sales_agg");
            refused(core.edit(new TableEdit.Alter("sales", List.of(new Alteration.Drop("quantity")))), Reason.IN_USE);
            applied(core.edit(new TableEdit.Alter("sales", List.of(new Alteration.Drop("net_price")))));
            applied(core.edit(new TableEdit.Drop("sales_agg")));
            applied(core.edit(new TableEdit.Drop("sales")));
        }
    }

    @Test
    final void an_aggregate_that_others_are_made_from_keeps_what_they_need() {
        try (var core = demo()) {
            applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));
            var over = new Grouped("sales_agg", List.of("no_of_sales"), "n", List.of(new Sum("total", "total")));
            applied(core.edit(new TableEdit.Aggregate(new Aggregation("over", over, Refresh.ON_CHANGE))));
            applied(core.edit(new TableEdit.DefineRollup(new RollupDefinition(
                    "rolled",
                    "sales_agg",
                    List.of(),
                    List.of(new Level("product", new ColumnRef("sales_agg", "product_id"))),
                    List.of(),
                    List.of(new Measure("total", "total"))))));
            applied(insertSale(core, 1, 2));

            applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));

            assertThat(core.rows("over", "")).containsExactly(row(2, 4, 197), row(3, 1, 42));
            assertThat(core.rows("rolled", "product = 1")).containsExactly(row(1, 42, 0));
            assertThat(refused(aggregate(core, Refresh.MANUAL, List.of(), "product_id"), Reason.IN_USE)
                            .detail())
                    .contains("rolled");
            applied(core.edit(new TableEdit.DropRollup("rolled")));
            assertThat(refused(aggregate(core, Refresh.MANUAL, List.of(), "product_id"), Reason.IN_USE)
                            .detail())
                    .contains("over");
            assertThat(core.rows("sales_agg", "product_id = 1")).containsExactly(row(1, 3, 42));
        }
    }

    @Test
    final void a_refresh_is_not_taken_back_and_says_so() {
        try (var core = demo()) {
            applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));
            assertThat(refused(core.undo(1), Reason.NOT_UNDOABLE).detail()).contains("table_aggregated");
        }
    }

    @Test
    final void a_hold_stays_when_the_rows_are_refreshed_and_stops_another_definition() {
        try (var core = demo()) {
            applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));
            assertThat(core.hold("sales_agg", "total", "product_id = 1")).isInstanceOf(Outcome.HoldPlaced.class);
            applied(aggregate(core, Refresh.MANUAL, QUANTITY, "product_id"));
            assertThat(refused(aggregate(core, Refresh.MANUAL, List.of(), "product_id"), Reason.IN_USE)
                            .detail())
                    .contains("hold");
        }
    }

    @Test
    final void names_are_taken_literally_whatever_they_are() {
        var names = List.of("a \"quoted\" name", "it's; DROP TABLE x --", "rowid", "select", "né 😀", "b", "count(*)");
        try (var core = CoreDriver.over(store())) {
            for (int i = 0; i < names.size(); i++) {
                var source = names.get(i);
                var text = ColumnDefinition.of(names.get((i + 1) % names.size()), Simple.TEXT);
                var number = ColumnDefinition.of(names.get((i + 2) % names.size()), ColumnType.integer());
                applied(core.edit(new TableEdit.Create(source, List.of(text, number), List.of())));
                applied(core.edit(
                        new RowEdit.Insert(source, List.of(Map.of(text.name(), cell("x"), number.name(), cell(7))))));
                var rows = new Grouped(
                        source,
                        List.of(text.name()),
                        names.get((i + 3) % names.size()),
                        List.of(new Sum(names.get((i + 4) % names.size()), number.name())));
                for (var refresh : Refresh.values()) {
                    var edit = new TableEdit.Aggregate(new Aggregation(source + " 2", rows, refresh));
                    applied(core.edit(edit));
                    applied(core.edit(edit));
                    assertThat(core.rows(source + " 2", "")).containsExactly(row("x", 1, 7));
                }
            }
        }
    }
}
