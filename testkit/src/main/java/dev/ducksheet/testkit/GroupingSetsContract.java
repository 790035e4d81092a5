package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What chosen grouping sets may be, and which cells and children they have, over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class GroupingSetsContract extends MeasuresFixture {
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
