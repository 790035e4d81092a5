package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedViewDefinition.Pivot;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the rollups of a workbook do over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class RollupsContract extends RollupFixture {
    private static final Join BY_PRODUCT = new Join("product", "product_id", "product_id");
    private static final Level BRAND = new Level("brand", new ColumnRef("product", "brand"));
    private static final Measure QUANTITY = new Measure("quantity", "quantity");
    private static final RollupDefinition BY_BRAND = rollup(List.of(BY_PRODUCT), List.of(BRAND), List.of(), QUANTITY);

    private static RollupDefinition rollup(List<Join> joins, List<Level> levels, List<Axis> axes, Measure... measures) {
        return new RollupDefinition("by brand", "sales", joins, levels, axes, List.of(measures));
    }

    @Test
    final void a_defined_rollup_adds_up_what_is_there_and_is_told_also_after_a_restart() {
        var same = Workbooks.SALES_SUMMARY;
        var other = new RollupDefinition(
                "an \"other\" né", same.base(), same.joins(), same.levels(), same.axes(), same.measures());
        try (var core = demo()) {
            var outcome = define(core, other);

            assertThat(outcome.event()).isEqualTo(new Event.RollupDefined(other));
            assertThat(outcome.rows()).isZero();
            assertThat(core.changes().get(0).event()).isEqualTo(outcome.event());
            assertThat(core.rows(other.name(), "")).hasSize(18).isEqualTo(core.rows(same.name(), ""));
        }
        restart();
        try (var core = CoreDriver.over(store())) {
            assertThat(core.changes().get(0).event()).isEqualTo(new Event.RollupDefined(other));
            assertThat(core.workbook().readCatalog().catalog().sheet(other.name()))
                    .hasValueSatisfying(
                            sheet -> assertThat(((Rollup) sheet).definition()).isEqualTo(other));
            assertThat(core.rows(other.name(), "")).isEqualTo(core.rows(same.name(), ""));
        }
    }

    @Test
    final void a_defined_rollup_is_edited_and_tells_of_edits_elsewhere() {
        try (var core = demo()) {
            define(core, BY_BRAND);
            applied(core.submit(CoreDriver.set("by brand", "quantity", 200, "brand = 'Crest'")));

            assertThat(core.rows("by brand", "brand = 'Crest'")).containsExactly(Cells.row("Crest", 200, 0));
            assertThat(core.rows("sales", List.of("quantity"), "product_id IN (1, 2)"))
                    .containsExactlyInAnyOrder(Cells.row(20), Cells.row(60), Cells.row(120), Cells.row(0));
            assertThat(last(core, Workbooks.SALES_SUMMARY.name())).isNotEmpty();

            applied(core.submit(CoreDriver.set(Workbooks.SALES_SUMMARY.name(), "quantity", 0, "supplier = 'Moreno'")));
            assertThat(last(core, "by brand")).extracting(ChangedRow::cells).containsExactly(Cells.row("Fizz", 0, 0));
        }
    }

    @Test
    final void a_product_that_goes_to_another_brand_takes_its_totals_along_in_the_feed() {
        try (var core = demo()) {
            define(core, BY_BRAND);
            applied(core.submit(CoreDriver.set("product", "brand", "Fizz", "product_id = 3")));

            assertThat(last(core, "by brand"))
                    .extracting(ChangedRow::cells, ChangedRow::gone)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(Cells.row("Fizz", 137, 0), false),
                            org.assertj.core.groups.Tuple.tuple(Cells.row("Haven", null, 0), true));
            assertThat(core.rows("by brand", ""))
                    .containsExactlyInAnyOrder(Cells.row("Crest", 100, 0), Cells.row("Fizz", 137, 0));
        }
    }

    @Test
    final void what_cannot_be_a_rollup_is_refused_with_the_part_to_blame() {
        try (var core = demo()) {
            var joins = List.of(BY_PRODUCT);
            var levels = List.of(BRAND);
            refused(core, rollup(joins, List.of(), List.of(), QUANTITY), Reason.INVALID_REQUEST, "/levels");
            refused(core, rollup(joins, levels, List.of()), Reason.INVALID_REQUEST, "/measures");
            var many = IntStream.range(0, 17)
                    .mapToObj(i -> new Level("l" + i, BRAND.source()))
                    .toList();
            refused(core, rollup(joins, many, List.of(), QUANTITY), Reason.INVALID_REQUEST, "/levels");
            refused(core, rollup(List.of(), levels, List.of(), QUANTITY), Reason.INVALID_REQUEST, "/levels/0/source");
            refused(
                    core,
                    rollup(joins, List.of(BRAND, new Level("BRAND", BRAND.source())), List.of(), QUANTITY),
                    Reason.INVALID_REQUEST,
                    "/levels/1/name");
            refused(
                    core,
                    rollup(joins, List.of(new Level("Grouping_Set_Id", BRAND.source())), List.of(), QUANTITY),
                    Reason.INVALID_REQUEST,
                    "/levels/0/name");
            refused(
                    core,
                    rollup(joins, List.of(new Level("x", new ColumnRef("product", "nothing"))), List.of(), QUANTITY),
                    Reason.UNKNOWN_COLUMN,
                    "/levels/0/source");
            var month = new Axis("month", BRAND.source(), Axis.Part.MONTH);
            refused(core, rollup(joins, levels, List.of(month), QUANTITY), Reason.INVALID_REQUEST, "/axes/0/part");
            refused(
                    core,
                    rollup(joins, levels, List.of(), new Measure("m", "invoice_date")),
                    Reason.INVALID_REQUEST,
                    "/measures/0/column");
            refused(
                    core,
                    rollup(joins, levels, List.of(), QUANTITY, new Measure("m", "nothing")),
                    Reason.UNKNOWN_COLUMN,
                    "/measures/1/column");
            var byQuantity = new Level("q", new ColumnRef("sales", "quantity"));
            refused(
                    core,
                    rollup(joins, List.of(byQuantity), List.of(), QUANTITY),
                    Reason.INVALID_REQUEST,
                    "/measures/0/column");
            assertThat(core.changes()).isEmpty();
        }
    }

    @Test
    final void tables_that_do_not_join_are_refused_and_those_that_would_count_leaves_twice() {
        try (var core = demo()) {
            var levels = List.of(BRAND);
            refused(
                    core,
                    rollup(List.of(new Join("nothing", "a", "product_id")), levels, List.of(), QUANTITY),
                    Reason.UNKNOWN_TABLE,
                    "/joins/0/table");
            refused(
                    core,
                    rollup(List.of(BY_PRODUCT, BY_PRODUCT), levels, List.of(), QUANTITY),
                    Reason.INVALID_REQUEST,
                    "/joins/1/table");
            refused(
                    core,
                    rollup(List.of(new Join("product", "brand", "product_id")), levels, List.of(), QUANTITY),
                    Reason.INVALID_REQUEST,
                    "/joins/0");
            refused(
                    core,
                    rollup(List.of(new Join("product", "product_id", "x")), levels, List.of(), QUANTITY),
                    Reason.UNKNOWN_COLUMN,
                    "/joins/0/base_column");
            var overRollup = new RollupDefinition(
                    "r", Workbooks.SALES_SUMMARY.name(), List.of(), levels, List.of(), List.of(QUANTITY));
            refused(core, overRollup, Reason.UNKNOWN_TABLE, "/base");
            refused(core, Workbooks.SALES_SUMMARY, Reason.ALREADY_EXISTS, "/name");
            var twice = new RollupDefinition(
                    "twice",
                    "customer",
                    List.of(new Join("product", "brand", "chain")),
                    List.of(new Level("family", new ColumnRef("product", "family"))),
                    List.of(),
                    List.of(new Measure("capacity", "capacity")));
            refused(core, twice, Reason.INVALID_REQUEST, "/joins");

            applied(core.submit(CoreDriver.set("customer", "city", "Crest", "customer_id = 1")));
            assertThat(core.changes()).hasSize(1);
        }
    }

    @Test
    final void no_edit_makes_two_rows_of_what_a_rollup_joins_by() {
        try (var core = demo()) {
            applied(core.edit(new TableEdit.Create(
                    "region",
                    List.of(
                            ColumnDefinition.of("town", ColumnType.Simple.TEXT),
                            ColumnDefinition.of("zone", ColumnType.Simple.TEXT)),
                    List.of())));
            var towns = List.<Map<String, CellValue>>of(
                    Map.of("town", cell("Laval"), "zone", cell("W")),
                    Map.of("town", cell("Ottawa"), "zone", cell("E")));
            applied(core.edit(new RowEdit.Insert("region", towns)));
            define(
                    core,
                    new RollupDefinition(
                            "by zone",
                            "customer",
                            List.of(new Join("region", "town", "city")),
                            List.of(new Level("zone", new ColumnRef("region", "zone"))),
                            List.of(),
                            List.of(new Measure("capacity", "capacity"))));

            assertThat(refusal(core.submit(CoreDriver.set("region", "town", "Laval", "zone = 'E'")))
                            .reason())
                    .isEqualTo(Reason.DUPLICATE_ROW);
            assertThat(refusal(core.submit(CoreDriver.set("region", "town", "Halifax", "town IS NOT NULL")))
                            .reason())
                    .isEqualTo(Reason.DUPLICATE_ROW);
            assertThat(refusal(core.edit(new RowEdit.Insert("region", towns))).reason())
                    .isEqualTo(Reason.DUPLICATE_ROW);
            applied(core.submit(CoreDriver.set("region", "town", "Laval", "zone = 'W'")));
            applied(core.submit(CoreDriver.set("region", "town", "Halifax", "zone = 'E'")));
            assertThat(core.rows("by zone", "zone = 'E'")).containsExactly(Cells.row("E", 30, 0));
        }
    }

    @Test
    final void a_dropped_rollup_is_gone_and_what_it_kept_from_being_dropped_can_go() {
        try (var core = demo()) {
            var name = Workbooks.SALES_SUMMARY.name();
            assertThat(refusal(core.edit(new TableEdit.Drop("product"))).reason())
                    .isEqualTo(Reason.IN_USE);
            assertThat(refusal(core.edit(new TableEdit.Drop(name))).reason()).isEqualTo(Reason.NOT_EDITABLE);
            assertThat(refusal(core.edit(new TableEdit.DropRollup("sales"))).reason())
                    .isEqualTo(Reason.UNKNOWN_TABLE);
            assertThat(refusal(core.edit(new TableEdit.DropRollup("nothing"))).reason())
                    .isEqualTo(Reason.UNKNOWN_TABLE);
            var hold = (Outcome.HoldPlaced) core.hold(name, "quantity", "supplier = 'Elliott'");
            assertThat(refusal(core.edit(new TableEdit.DropRollup(name))).reason())
                    .isEqualTo(Reason.IN_USE);
            CoreDriver.outcome(core.workbook().manageHolds().lift(hold.id(), "ann"));

            var outcome = applied(core.edit(new TableEdit.DropRollup(name)));
            assertThat(outcome.event()).isEqualTo(new Event.RollupDropped());
            assertThat(core.workbook().readCatalog().catalog().rollups()).isEmpty();
            applied(core.submit(CoreDriver.set("sales", "quantity", 11, "product_id = 1")));
            assertThat(last(core, name)).isEmpty();
            applied(core.edit(new TableEdit.Drop("product")));
            assertThat(core.rows("sales", "")).hasSize(10);
        }
        restart();
        try (var core = CoreDriver.over(store())) {
            assertThat(core.workbook().readCatalog().catalog().rollups()).isEmpty();
            assertThat(core.changes().get(0).event()).isEqualTo(new Event.RollupDropped());
        }
    }

    @Test
    final void a_rollup_that_a_view_shows_is_not_dropped_and_works_on() {
        Workbooks.demo(loader());
        var name = Workbooks.SALES_SUMMARY.name();
        loader().define(
                        "pivoted",
                        new Pivot(
                                name,
                                List.of("supplier"),
                                "brand",
                                Axis.Part.VALUE,
                                List.of(cell("Crest")),
                                "quantity"));
        try (var core = CoreDriver.over(store())) {
            var refusal = refusal(core.edit(new TableEdit.DropRollup(name)));
            assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(Reason.IN_USE);
            assertThat(refusal.detail()).contains("pivoted");
            applied(core.submit(CoreDriver.set(name, "quantity", 7, "supplier = 'Moreno' AND family = 'Soda'")));
            assertThat(core.changes()).hasSize(1);
        }
    }
}
