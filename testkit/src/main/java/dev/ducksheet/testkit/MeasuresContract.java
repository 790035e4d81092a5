package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may be a measure, and which may be edited, over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class MeasuresContract extends MeasuresFixture {
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
}
