package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupKey;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.out.WorkbookSnapshot.TotalOutOfRangeException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store promises of totals at the bounds of what their columns hold, and what edits that pass them meet. */
abstract class TotalsContract extends AgreementContract {
    private static final ColumnType HUGE = new ColumnType.Whole(128);
    private static final ColumnType DECIMAL = ColumnType.decimal(38, 2);
    private static final String ROLLUP = "wealth_summary";

    /** Loads two families of one supplier, the first with all that a total holds but for {@code room}. */
    private void load(ColumnType type, long room) {
        var most = type.ofUnits(type.maxUnits());
        var almost = CellValue.of(((CellValue.Exact) most).number().subtract(BigDecimal.valueOf(room)));
        load(type, List.of(row(1, "S", "A", almost), row(2, "S", "B", 0), row(3, "S", "B", 0), row(4, "T", "C", 5)));
    }

    private void load(ColumnType type, List<List<CellValue>> rows) {
        loader().create(
                        new Table(
                                "wealth",
                                List.of(
                                        Column.of("id", ColumnType.integer()),
                                        Column.of("supplier", ColumnType.Simple.TEXT),
                                        Column.of("family", ColumnType.Simple.TEXT),
                                        Column.of("amount", type)),
                                List.of()),
                        rows.iterator());
        loader().define(new RollupDefinition(
                ROLLUP,
                "wealth",
                List.of(),
                List.of(level("supplier"), level("family")),
                List.<Axis>of(),
                List.of(new Measure("total", "amount"))));
    }

    private static Level level(String column) {
        return new Level(column, new ColumnRef("wealth", column));
    }

    private static void assertOutOfRange(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Reason.OUT_OF_RANGE);
            assertThat(refused.refusal().detail()).contains("total", ROLLUP);
        });
    }

    /** Submits all before it waits for any, so that they may share a batch. */
    private static List<Outcome> together(CoreDriver core, CellUpdate... updates) {
        var submitted = new ArrayList<Submission>();
        for (var update : updates) {
            submitted.add(core.workbook().submitUpdate().submit(update));
        }
        return submitted.stream().map(CoreDriver::outcome).toList();
    }

    @Test
    final void a_total_beyond_its_column_is_not_told() {
        for (var type : List.of(HUGE, DECIMAL)) {
            startOver();
            var most = type.ofUnits(type.maxUnits());
            load(type, List.of(row(1, "S", "A", most), row(2, "S", "B", 1)));
            var key = new RollupKey(1, row("S"), List.of());
            assertThatThrownBy(() -> readList(snapshot -> snapshot.rollupRows(rollup(ROLLUP), List.of(key))))
                    .as(type.sqlName())
                    .isInstanceOf(TotalOutOfRangeException.class)
                    .hasMessageContaining(ROLLUP)
                    .hasMessageContaining("total, " + type.sqlName());
        }
    }

    @Test
    final void a_plain_update_that_makes_a_total_too_large_is_refused_alone() {
        for (var type : List.of(HUGE, DECIMAL)) {
            startOver();
            load(type, 10);
            try (var core = CoreDriver.over(store())) {
                var outcomes = together(
                        core,
                        CoreDriver.set("wealth", "amount", 4, "id = 2"),
                        CoreDriver.set("wealth", "amount", 7, "id = 3"),
                        CoreDriver.set("wealth", "amount", 6, "id = 3"));
                assertThat(outcomes.get(0)).as(type.sqlName()).isInstanceOf(Outcome.Applied.class);
                assertOutOfRange(outcomes.get(1));
                assertThat(outcomes.get(2)).as(type.sqlName()).isInstanceOf(Outcome.Applied.class);
                assertThat(core.rows(ROLLUP, "supplier = 'S'")).hasSize(3);
            }
        }
    }

    @Test
    final void a_spread_that_makes_a_total_above_it_too_large_is_refused_alone() {
        for (var type : List.of(HUGE, DECIMAL)) {
            startOver();
            load(type, 10);
            try (var core = CoreDriver.over(store())) {
                var outcomes = together(
                        core,
                        CoreDriver.set("wealth", "amount", 6, "id = 4"),
                        CoreDriver.set(ROLLUP, "total", 11, "supplier = 'S' AND family = 'B'"),
                        CoreDriver.set(ROLLUP, "total", 10, "supplier = 'S' AND family = 'B'"));
                assertThat(outcomes.get(0)).as(type.sqlName()).isInstanceOf(Outcome.Applied.class);
                assertOutOfRange(outcomes.get(1));
                assertThat(outcomes.get(2)).as(type.sqlName()).isInstanceOf(Outcome.Applied.class);
                assertThat(core.rows(ROLLUP, "supplier = 'S'")).hasSize(3);
            }
        }
    }

    @Test
    final void moving_a_leaf_to_where_the_total_is_too_large_is_refused() {
        load(HUGE, 4);
        try (var core = CoreDriver.over(store())) {
            assertOutOfRange(core.submit(CoreDriver.set("wealth", "supplier", "S", "id = 4")));
            assertThat(core.submit(CoreDriver.set("wealth", "supplier", "U", "id = 4")))
                    .isInstanceOf(Outcome.Applied.class);
        }
    }

    @Test
    final void a_total_too_small_is_refused_too() {
        load(HUGE, List.of(row(1, "S", "A", HUGE.ofUnits(HUGE.minUnits())), row(2, "S", "B", 0)));
        try (var core = CoreDriver.over(store())) {
            assertOutOfRange(core.submit(CoreDriver.set("wealth", "amount", -1, "id = 2")));
            assertThat(core.submit(CoreDriver.set("wealth", "amount", 1, "id = 2")))
                    .isInstanceOf(Outcome.Applied.class);
        }
    }
}
