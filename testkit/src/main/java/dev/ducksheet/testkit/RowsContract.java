package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the rows of a workbook do over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class RowsContract extends StoreFixture {
    private static final String SUMMARY = "sales_summary_by_product_family";

    private CoreDriver demo() {
        Workbooks.demo(loader());
        return CoreDriver.over(store());
    }

    private static Map<String, CellValue> cells(@Nullable Object... namesAndCells) {
        var cells = new LinkedHashMap<String, CellValue>();
        for (int i = 0; i < namesAndCells.length; i += 2) {
            cells.put(String.valueOf(namesAndCells[i]), cell(namesAndCells[i + 1]));
        }
        return cells;
    }

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

    private static Change last(CoreDriver core) {
        var changes = core.changes();
        return changes.get(changes.size() - 1);
    }

    private static List<List<CellValue>> shown(Change change, String sheet) {
        return change.rows().stream()
                .filter(row -> row.sheet().equals(sheet))
                .map(ChangedRow::cells)
                .toList();
    }

    @Test
    final void inserted_rows_are_there_and_the_feed_shows_them_and_the_totals_they_move() {
        try (var core = demo()) {
            var outcome = applied(core.edit(new RowEdit.Insert(
                    "sales",
                    List.of(
                            cells("product_id", 1, "customer_id", 1, "invoice_date", day("2024-01-20"), "quantity", 5),
                            cells("product_id", 4, "quantity", 7, "net_price", dec("1.50"))))));

            assertThat(outcome.event()).isEqualTo(new Event.RowsInserted(2, 0));
            assertThat(outcome.rows()).isEqualTo(2);
            var change = last(core);
            assertThat(change.event()).isEqualTo(outcome.event());
            assertThat(shown(change, "sales"))
                    .containsExactly(row(1, 1, day("2024-01-20"), 5, null), row(4, null, null, 7, dec("1.50")));
            assertThat(shown(change, SUMMARY))
                    .contains(
                            row("Elliott", "Crest", "Red", "2024-01", 15, dec("100.00"), 0),
                            row("Elliott", null, null, "2024-01", 15, dec("100.00"), 3),
                            row("Moreno", "Fizz", "Soda", null, 7, dec("1.50"), 0));
            assertThat(core.rows("sales", "")).hasSize(12);
            assertThat(core.rows(SUMMARY, "supplier = 'Elliott' AND invoice_date_month = '2024-01'"))
                    .contains(row("Elliott", null, null, "2024-01", 15, dec("100.00"), 3));
        }
    }

    @Test
    final void a_row_that_is_wrong_refuses_all_and_every_wrong_cell_is_named() {
        try (var core = demo()) {
            var refusal = refused(
                    core.edit(new RowEdit.Insert(
                            "product",
                            List.of(
                                    cells("product_id", 6, "name", "fine"),
                                    cells("product_id", "six", "colour", "red"),
                                    cells("name", "no key")))),
                    Reason.INVALID_ROWS);

            assertThat(refusal.rows())
                    .extracting(RowError::row, RowError::column, RowError::value)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(2, "product_id", "six"),
                            org.assertj.core.groups.Tuple.tuple(2, "colour", "red"),
                            org.assertj.core.groups.Tuple.tuple(3, "product_id", ""));
            assertThat(refusal.facts()).containsEntry("rows_wrong", CellValue.of(2));
            assertThat(core.rows("product", "")).isEqualTo(Workbooks.PRODUCTS);
            assertThat(core.changes()).isEmpty();
        }
    }

    @Test
    final void the_list_of_wrong_rows_has_a_limit_and_their_number_has_none() {
        try (var core = demo()) {
            var rows =
                    IntStream.range(0, 500).mapToObj(i -> cells("nothing", i)).toList();

            var refusal = refused(core.edit(new RowEdit.Insert("sales", rows)), Reason.INVALID_ROWS);

            assertThat(refusal.rows()).hasSize(Refusal.MAX_ROWS);
            assertThat(refusal.facts()).containsEntry("rows_wrong", CellValue.of(500));
        }
    }

    @Test
    final void a_key_is_there_once() {
        try (var core = demo()) {
            var present = refused(
                    core.edit(new RowEdit.Insert("product", List.of(cells("product_id", 6), cells("product_id", 3)))),
                    Reason.DUPLICATE_ROW);
            var twice = refused(
                    core.edit(new RowEdit.Insert("product", List.of(cells("product_id", 6), cells("product_id", 6)))),
                    Reason.DUPLICATE_ROW);
            refused(
                    core.edit(new RowEdit.Update("product", cells("product_id", 9), where("product_id < 3"))),
                    Reason.DUPLICATE_ROW);
            refused(
                    core.edit(new RowEdit.Update("product", cells("product_id", 2), where("product_id = 1"))),
                    Reason.DUPLICATE_ROW);

            assertThat(present.rows()).extracting(RowError::row).containsExactly(2);
            assertThat(twice.rows()).extracting(RowError::detail).containsExactly("row 1 has the same");
            assertThat(core.rows("product", "")).isEqualTo(Workbooks.PRODUCTS);
        }
    }

    @Test
    final void an_upsert_changes_what_is_there_and_inserts_what_is_not() {
        try (var core = demo()) {
            var outcome = applied(core.edit(new RowEdit.Upsert(
                    "product",
                    List.of(
                            cells("product_id", 5, "family", "Ale"),
                            cells("product_id", 6, "name", "Stout", "supplier", "Haven"),
                            cells("product_id", 1, "name", "Red 0.75")))));

            assertThat(outcome.event()).isEqualTo(new Event.RowsInserted(1, 1));
            assertThat(outcome.rows()).isEqualTo(2);
            assertThat(core.rows("product", "product_id > 4"))
                    .containsExactly(
                            row(5, "Lemon 0.33", "Moreno", "Fizz", "Ale"), row(6, "Stout", "Haven", null, null));
            assertThat(shown(last(core), SUMMARY)).contains(row("Moreno", "Fizz", "Ale", "2024-02", 7, dec("8.40"), 0));
        }
    }

    @Test
    final void of_two_rows_with_one_key_the_later_counts_where_both_say_something() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Upsert(
                    "product",
                    List.of(
                            cells("product_id", 7, "name", "first", "brand", "B"),
                            cells("product_id", 7, "name", "second")))));

            assertThat(core.rows("product", "product_id = 7")).containsExactly(row(7, "second", null, "B", null));
        }
    }

    @Test
    final void an_upsert_of_what_is_there_changes_nothing() {
        try (var core = demo()) {
            var outcome = applied(core.edit(new RowEdit.Upsert(
                    "product", List.of(cells("product_id", 1, "name", "Red 0.75", "brand", "Crest")))));

            assertThat(outcome.event()).isEqualTo(new Event.RowsInserted(0, 0));
            assertThat(last(core).rows()).isEmpty();
        }
    }

    @Test
    final void an_upsert_needs_a_key() {
        try (var core = demo()) {
            refused(core.edit(new RowEdit.Upsert("sales", List.of(cells("quantity", 1)))), Reason.INVALID_REQUEST);
            refused(core.edit(new RowEdit.Upsert("product", List.of(cells("name", "x")))), Reason.INVALID_ROWS);
        }
    }

    @Test
    final void an_update_by_condition_writes_several_cells_of_every_row_that_matches() {
        try (var core = demo()) {
            var outcome = applied(core.edit(new RowEdit.Update(
                    "sales", cells("quantity", 1, "net_price", dec("2.00")), where("product_id = 1"))));

            assertThat(outcome.event()).isEqualTo(new Event.RowsUpdated(List.of("quantity", "net_price")));
            assertThat(outcome.rows()).isEqualTo(2);
            assertThat(core.rows("sales", "product_id = 1"))
                    .containsExactly(
                            row(1, 1, day("2024-01-15"), 1, dec("2.00")), row(1, 2, day("2024-02-03"), 1, dec("2.00")));
            assertThat(shown(last(core), SUMMARY))
                    .contains(row("Elliott", "Crest", "Red", "2024-01", 1, dec("2.00"), 0));
        }
    }

    @Test
    final void an_update_of_a_dimension_moves_the_totals_of_its_leaves() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Update("product", cells("family", "Cider"), where("product_id = 5"))));

            assertThat(shown(last(core), SUMMARY))
                    .contains(
                            row("Moreno", "Fizz", "Cider", "2024-02", 7, dec("8.40"), 0),
                            row("Moreno", "Fizz", "Soda", "2024-02", -20, dec("-15.05"), 0));
        }
    }

    @Test
    final void deleted_rows_are_told_as_they_were_and_their_totals_go() {
        try (var core = demo()) {
            var outcome = applied(core.edit(new RowEdit.Delete("sales", where("product_id = 4"))));

            assertThat(outcome.event()).isEqualTo(new Event.RowsDeleted());
            assertThat(outcome.rows()).isEqualTo(2);
            var change = last(core);
            assertThat(change.rows().get(0))
                    .isEqualTo(new ChangedRow(
                            "sales",
                            "",
                            List.of("product_id", "customer_id", "invoice_date", "quantity", "net_price"),
                            row(4, 2, day("2024-01-31"), 100, dec("75.25")),
                            true));
            assertThat(change.rows())
                    .anyMatch(row ->
                            row.gone() && row.cells().equals(row("Moreno", "Fizz", "Soda", "2024-01", null, null, 0)));
            assertThat(core.rows(SUMMARY, "supplier = 'Moreno'"))
                    .contains(row("Moreno", "Fizz", "Soda", "2024-02", 7, dec("8.40"), 0));
        }
    }

    @Test
    final void a_dimension_that_goes_leaves_its_leaves_without_a_name_and_one_that_comes_gives_them_one() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Delete("product", where("product_id = 5"))));
            assertThat(shown(last(core), SUMMARY)).contains(row(null, null, null, "2024-02", 7, dec("8.40"), 0));

            applied(core.edit(
                    new RowEdit.Insert("product", List.of(cells("product_id", 5, "supplier", "New", "brand", "N")))));
            assertThat(shown(last(core), SUMMARY)).contains(row("New", "N", null, "2024-02", 7, dec("8.40"), 0));
            assertThat(last(core).rows())
                    .anyMatch(row -> row.gone() && row.cells().equals(row(null, null, null, "2024-02", null, null, 0)));
        }
    }

    @Test
    final void all_rows_go_only_if_the_name_is_given_once_more() {
        try (var core = demo()) {
            refused(core.edit(new RowEdit.DeleteAll("sales", "")), Reason.UNCONFIRMED);
            refused(core.edit(new RowEdit.DeleteAll("sales", "Sales")), Reason.UNCONFIRMED);
            assertThat(core.rows("sales", "")).hasSize(10);

            assertThat(applied(core.edit(new RowEdit.DeleteAll("sales", "sales")))
                            .rows())
                    .isEqualTo(10);
            assertThat(core.rows("sales", "")).isEmpty();
            assertThat(core.rows(SUMMARY, "")).isEmpty();
            assertThat(applied(core.edit(new RowEdit.DeleteAll("sales", "sales")))
                            .rows())
                    .isZero();
        }
    }

    @Test
    final void what_matches_no_row_and_what_is_no_table_is_refused() {
        try (var core = demo()) {
            refused(core.edit(new RowEdit.Delete("sales", where("product_id = 99"))), Reason.NO_MATCH);
            refused(
                    core.edit(new RowEdit.Update("sales", cells("quantity", 1), where("product_id = 99"))),
                    Reason.NO_MATCH);
            refused(
                    core.edit(new RowEdit.Update("sales", cells("nothing", 1), where("product_id = 1"))),
                    Reason.UNKNOWN_COLUMN);
            refused(core.edit(new RowEdit.Update("sales", Map.of(), where("product_id = 1"))), Reason.INVALID_REQUEST);
            refused(core.edit(new RowEdit.Insert("sales", List.of())), Reason.INVALID_REQUEST);
            refused(core.edit(new RowEdit.Insert(SUMMARY, List.of(cells("quantity", 1)))), Reason.NOT_EDITABLE);
            refused(core.edit(new RowEdit.Delete("nowhere", where("a = 1"))), Reason.UNKNOWN_TABLE);
            var tooMany = IntStream.rangeClosed(0, RowEdit.MAX_ROWS)
                    .mapToObj(i -> cells("quantity", i))
                    .toList();
            refused(core.edit(new RowEdit.Insert("sales", tooMany)), Reason.INVALID_REQUEST);
            assertThat(core.changes()).isEmpty();
        }
    }

    @Test
    final void many_rows_are_told_by_their_number() {
        try (var core = demo()) {
            var rows = new ArrayList<Map<String, CellValue>>();
            IntStream.rangeClosed(1, Change.MAX_BASE_ROWS + 1)
                    .forEach(i -> rows.add(cells("product_id", 1, "quantity", 1)));

            applied(core.edit(new RowEdit.Insert("sales", rows)));

            assertThat(last(core).rowsOmitted()).isEqualTo(rows.size());
            assertThat(shown(last(core), "sales")).isEmpty();
            assertThat(shown(last(core), SUMMARY)).contains(row("Elliott", "Crest", "Red", null, 1001, null, 0));
            assertThat(applied(core.edit(new RowEdit.Update(
                                    "sales", cells("quantity", 2, "net_price", 1), where("invoice_date IS NULL"))))
                            .rows())
                    .isEqualTo(1001);
            assertThat(applied(core.edit(new RowEdit.Delete("sales", where("quantity = 2"))))
                            .rows())
                    .isEqualTo(1001);
            assertThat(core.rows("sales", "")).isEqualTo(Workbooks.SALES_ROWS);
        }
    }

    @Test
    final void rows_keep_their_numbers_when_others_come_and_go_and_after_a_restart() {
        try (var core = demo()) {
            var before = core.rows("sales", List.of("_row_id", "product_id"), "");
            var numbers = before.stream().map(row -> row.get(0)).toList();
            assertThat(numbers).doesNotHaveDuplicates().doesNotContain(CellValue.none());
            applied(core.edit(new RowEdit.Delete("sales", where("product_id < 4"))));
            applied(core.edit(new RowEdit.Insert("sales", List.of(cells("product_id", 9)))));
            assertThat(core.rows("sales", List.of("_row_id", "product_id"), "product_id IN (4, 5)"))
                    .isEqualTo(before.subList(6, 10));
        }
        restart();
        try (var core = CoreDriver.over(store(), 8)) {
            var left = core.rows("sales", List.of("_row_id", "product_id"), "");
            applied(core.edit(new RowEdit.Insert("sales", List.of(cells("product_id", 10)))));
            var all = core.rows("sales", List.of("_row_id", "product_id"), "");

            assertThat(all.subList(0, left.size())).isEqualTo(left);
            assertThat(all.stream().map(row -> row.get(0)).toList()).doesNotHaveDuplicates();
            var one = left.get(1).get(0).display();
            applied(core.submit(CoreDriver.set("sales", "quantity", 77, "_row_id = " + one)));
            assertThat(core.rows("sales", List.of("_row_id"), "quantity = 77"))
                    .containsExactly(left.get(1).subList(0, 1));
            refused(core.submit(CoreDriver.set("sales", "_row_id", 1, "product_id = 4")), Reason.NOT_EDITABLE);
        }
    }

    @Test
    final void a_total_that_rows_would_make_too_large_refuses_them() {
        var type = ColumnType.decimal(38, 0);
        var most = new java.math.BigDecimal("9".repeat(38));
        Workbooks.leaves(loader(), type, most);
        try (var core = CoreDriver.over(store())) {
            var refusal = refused(
                    core.edit(new RowEdit.Insert(
                            "leaf",
                            List.of(cells("id", 2, "supplier", "S", "brand", "B", "family", "F", "amount", 1)))),
                    Reason.OUT_OF_RANGE);

            assertThat(refusal.detail()).contains("tree");
            assertThat(core.rows("leaf", "")).hasSize(1);
        }
    }

    @Test
    final void a_row_that_would_make_leaves_count_twice_is_refused() {
        var code = Column.of("code", ColumnType.integer());
        var id = new Column("id", ColumnType.integer(), false);
        var dimension = new Table("dim", List.of(id, code, Column.of("name", ColumnType.Simple.TEXT)), List.of("id"));
        loader().create(dimension, List.of(row(1, 7, "seven")).iterator());
        var fact = new Table("fact", List.of(id, code, Column.of("n", ColumnType.integer())), List.of("id"));
        loader().create(fact, List.of(row(1, 7, 5)).iterator());
        loader().define(new RollupDefinition(
                "sums",
                "fact",
                List.of(new Join("dim", "code", "code")),
                List.of(new Level("name", new ColumnRef("dim", "name"))),
                List.of(),
                List.of(new Measure("n", "n"))));
        try (var core = CoreDriver.over(store())) {
            refused(
                    core.edit(new RowEdit.Insert("dim", List.of(cells("id", 2, "code", 7, "name", "again")))),
                    Reason.DUPLICATE_ROW);
            applied(core.edit(new RowEdit.Insert("dim", List.of(cells("id", 2, "code", 8)))));
            refused(core.edit(new RowEdit.Update("dim", cells("code", 7), where("id = 2"))), Reason.DUPLICATE_ROW);
            refused(core.edit(new RowEdit.Upsert("dim", List.of(cells("id", 2, "code", 7)))), Reason.DUPLICATE_ROW);
            assertThat(core.rows("sums", "")).containsExactly(row("seven", 5, 0));
        }
    }

    @Test
    final void rows_that_just_came_are_edited_like_any_others() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Insert(
                    "sales", List.of(cells("product_id", 1, "invoice_date", day("2024-05-01"), "quantity", 4)))));
            applied(core.submit(CoreDriver.set("sales", "quantity", 6, "invoice_date = DATE '2024-05-01'")));
            applied(core.submit(
                    CoreDriver.set(SUMMARY, "quantity", 9, "supplier = 'Elliott' AND invoice_date_month = '2024-05'")));
            applied(core.edit(new RowEdit.Update("product", cells("product_id", 8), where("product_id = 1"))));
            applied(core.submit(CoreDriver.set("product", "family", "Port", "product_id = 8")));

            assertThat(core.rows("sales", "invoice_date > DATE '2024-04-01'"))
                    .containsExactly(row(1, null, day("2024-05-01"), 9, null));
            assertThat(core.rows("product", "family = 'Port'")).hasSize(1);
        }
    }
}
