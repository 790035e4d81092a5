package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.Conditions.anything;
import static dev.ducksheet.testkit.Conditions.eq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.LeafQuery;
import dev.ducksheet.core.port.out.ViewQuery;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link WorkbookSnapshot} promises; this part: isolation and the change log. */
public abstract class WorkbookSnapshotContract extends ViewContract {

    final Hold hold(String column, Object content) {
        return new Hold(newId(), "sales", "quantity", eq(column, content), "ann");
    }

    @Test
    final void a_snapshot_does_not_see_what_is_committed_later() {
        Workbooks.demo(loader());
        var rollup = rollup(Workbooks.SALES_SUMMARY.name());
        commit(transaction -> transaction.record(List.of(changed(1))));
        try (WorkbookSnapshot before = store().snapshot()) {
            commit(transaction -> {
                set(transaction, Workbooks.SALES, "quantity", eq("product_id", 1), 7);
                set(transaction, Workbooks.PRODUCT, "supplier", eq("product_id", 1), "Moreno");
                transaction.add(hold("product_id", 1));
                transaction.record(List.of(changed(2)));
            });
            assertThat(before.head().version()).isEqualTo(new Version(1));
            assertThat(before.holds()).isEmpty();
            assertThat(before.changes(Version.ZERO, 10))
                    .extracting(Change::version)
                    .containsExactly(new Version(1));
            assertThat(rows(before, Workbooks.SALES)).isEqualTo(Workbooks.SALES_ROWS);
            assertThat(ids(before, Workbooks.SALES, eq("quantity", 7))).hasSize(1);
            assertThat(before.rollupRows(rollup, List.of(key("2024-01", "Elliott"))))
                    .hasSize(1);
            assertThat(before.nodes(rollup, rollup.groupingSets().get(1), eq("supplier", "Moreno"), 9)
                            .count())
                    .isEqualTo(1);
            assertThat(AmountsOf.toCells(
                            leaves(before, "quantity").values(),
                            column(Workbooks.SALES, "quantity").type()))
                    .containsExactlyInAnyOrderElementsOf(Workbooks.SALES_ROWS.stream()
                            .map(cells -> cells.get(3))
                            .toList());
        }
        assertThat(idsNow(Workbooks.SALES, eq("quantity", 7))).hasSize(3);
        assertThat(readList(WorkbookSnapshot::holds)).hasSize(1);
    }

    private static dev.ducksheet.core.port.out.LeafSet leaves(WorkbookSnapshot snapshot, String column) {
        return snapshot.leaves(new LeafQuery(
                new LeafQuery.Scope.Rows(Workbooks.SALES, anything("product_id")),
                column(Workbooks.SALES, column),
                List.of(),
                List.of()));
    }

    @Test
    final void snapshots_of_several_states_may_be_open_at_once() {
        Workbooks.demo(loader());
        var open = new ArrayList<WorkbookSnapshot>();
        for (int i = 0; i < 5; i++) {
            int quantity = 1000 + i;
            commit(transaction -> set(transaction, Workbooks.SALES, "quantity", eq("product_id", 2), quantity));
            open.add(store().snapshot());
        }
        for (int i = 0; i < 5; i++) {
            assertThat(ids(open.get(i), Workbooks.SALES, eq("quantity", 1000 + i)))
                    .hasSize(2);
        }
        open.forEach(WorkbookSnapshot::close);
    }

    @Test
    final void a_stream_goes_on_to_show_the_state_it_began_with() {
        Workbooks.demo(loader());
        var query = new ViewQuery(
                Workbooks.SALES, Workbooks.SALES.columns(), List.of(), List.of(), Long.MAX_VALUE, List.of());
        try (var snapshot = store().snapshot();
                var stream = snapshot.view(query)) {
            commit(transaction -> {
                set(transaction, Workbooks.SALES, "quantity", anything("product_id"), 7);
                transaction.record(List.of(changed(1)));
            });
            assertThat(stream.head().version()).isEqualTo(Version.ZERO);
            assertThat(drain(stream)).isEqualTo(Workbooks.SALES_ROWS);
        }
    }

    @Test
    final void a_snapshot_may_be_closed_again() {
        var snapshot = store().snapshot();
        snapshot.close();
        snapshot.close();
    }

    @Test
    final void holds_come_in_the_order_in_which_they_were_placed() {
        Workbooks.demo(loader());
        var first = hold("product_id", 3);
        var second = hold("product_id", 1);
        var third = new Hold(newId(), Workbooks.SALES_SUMMARY.name(), "net_amount", eq("brand", "O'Neil"), "bob");
        commit(transaction -> {
            transaction.add(first);
            transaction.add(second);
        });
        commit(transaction -> transaction.add(third));
        assertThat(readList(WorkbookSnapshot::holds)).containsExactly(first, second, third);
        commit(transaction -> assertThat(transaction.removeHold(first.id())).isTrue());
        assertThat(readList(WorkbookSnapshot::holds)).containsExactly(second, third);
    }

    @Test
    final void a_new_workbook_retains_no_changes() {
        assertThat(readList(snapshot -> snapshot.changes(Version.ZERO, 10))).isEmpty();
        assertThat(oldestRetained()).isEqualTo(new Version(1));
    }

    @Test
    final void changes_come_back_as_they_were_recorded_ascending_and_consecutive() {
        var recorded = new ArrayList<Change>();
        for (long version = 1; version <= 7; version += 2) {
            List<Decision> two = List.of(changed(version), changed(version + 1));
            two.forEach(decision -> recorded.add(((Decision.Changed) decision).change()));
            commit(transaction -> transaction.record(two));
        }
        assertThat(readList(snapshot -> snapshot.changes(Version.ZERO, 100))).isEqualTo(recorded);
        assertThat(readList(snapshot -> snapshot.changes(new Version(3), 100))).isEqualTo(recorded.subList(3, 8));
        assertThat(readList(snapshot -> snapshot.changes(new Version(3), 2))).isEqualTo(recorded.subList(3, 5));
        assertThat(readList(snapshot -> snapshot.changes(new Version(8), 100))).isEmpty();
        assertThat(readList(snapshot -> snapshot.changes(new Version(99), 100))).isEmpty();
        assertThat(oldestRetained()).isEqualTo(new Version(1));
    }

    @Test
    final void a_decision_without_a_version_is_no_change() {
        commit(transaction -> transaction.record(List.of(
                changed(1), refused(new dev.ducksheet.core.edit.Request.UpdateCell(newId(), update())), changed(2))));
        assertThat(readList(snapshot -> snapshot.changes(Version.ZERO, 10)))
                .extracting(change -> change.version().number())
                .containsExactly(1L, 2L);
    }

    @Test
    final void a_change_keeps_every_kind_of_cell() {
        var cells = new ArrayList<>(row(
                null,
                0,
                -1,
                Long.MAX_VALUE,
                Cells.dec("12345678901234567890123456789012345678"),
                Cells.dec("-0.000001"),
                1.5e300,
                -0.1,
                true,
                false,
                "",
                "O'Neil \"q\" \\ 😀 \n",
                Cells.day("0001-01-01"),
                java.time.LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000)));
        cells.add(dev.ducksheet.core.model.CellValue.of(Double.NaN));
        cells.add(dev.ducksheet.core.model.CellValue.of(Double.NEGATIVE_INFINITY));
        var names = cells.stream().map(cell -> "c " + cell.display()).toList();
        var template = changed(1);
        var change = new Change(
                new Version(1),
                template.request().id(),
                "a \"sheet\"",
                "a 'column'",
                "é😀",
                NOON,
                Change.MAX_BASE_ROWS + 1L,
                List.of(
                        new dev.ducksheet.core.edit.ChangedRow("s", "c", names, cells, false),
                        new dev.ducksheet.core.edit.ChangedRow("s", "c", names, cells, true)));
        commit(transaction ->
                transaction.record(List.of(new Decision.Changed(template.request(), template.outcome(), change))));
        assertThat(readList(snapshot -> snapshot.changes(Version.ZERO, 10))).containsExactly(change);
    }
}
