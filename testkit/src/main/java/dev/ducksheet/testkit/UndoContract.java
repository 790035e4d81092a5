package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.day;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.spread.SpreadMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What taking versions back does over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class UndoContract extends StoreFixture {
    private static final String SUMMARY = "sales_summary_by_product_family";

    /** More rows than a change tells one by one. */
    private static final int MANY = 1_200;

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

    private static CellUpdate emptied(String sheet, String column, String condition) {
        return CellUpdate.of(sheet, column, new Operation.Set(CellValue.none()), where(condition));
    }

    /** Returns all rows of all sheets. */
    private Map<String, List<List<CellValue>>> everything(CoreDriver core) {
        var everything = new LinkedHashMap<String, List<List<CellValue>>>();
        store().catalog().sheets().stream()
                .map(Sheet::name)
                .sorted()
                .forEach(name -> everything.put(name, core.rows(name, "")));
        return everything;
    }

    /** Checks that an edit, its undo, and the undo of that, take the workbook back and forth. */
    private void goesBackAndForth(CoreDriver core, Function<CoreDriver, Outcome> edit) {
        var before = everything(core);
        var done = applied(edit.apply(core));
        var after = everything(core);
        assertThat(after).isNotEqualTo(before);

        var undone = applied(core.undo(done.version().number()));
        assertThat(everything(core)).isEqualTo(before);
        assertThat(undone.version()).isEqualTo(done.version().next());
        assertThat(undone.event()).isEqualTo(new Event.Undone(done.version()));
        assertThat(undone.rows()).isEqualTo(done.rows());

        var redone = applied(core.undo(undone.version().number()));
        assertThat(everything(core)).isEqualTo(after);
        assertThat(redone.event()).isEqualTo(new Event.Undone(undone.version()));

        applied(core.undo(redone.version().number()));
        assertThat(everything(core)).isEqualTo(before);
    }

    @Test
    final void a_cell_goes_back_with_every_total_above_it() {
        try (var core = demo()) {
            goesBackAndForth(
                    core,
                    it -> it.submit(CoreDriver.set("sales", "quantity", 45, "product_id = 4 AND customer_id = 2")));

            var changes = core.changes();
            var undone = changes.get(1);
            assertThat(undone.editor()).isEqualTo("uma");
            assertThat(undone.sheet()).isEqualTo("sales");
            assertThat(undone.column()).isEqualTo("quantity");
            assertThat(undone.rows().get(0).cells()).containsExactlyElementsOf(Workbooks.SALES_ROWS.get(6));
            assertThat(undone.rows()).hasSameSizeAs(changes.get(0).rows());
            assertThat(undone.rows().stream().filter(row -> row.sheet().equals(SUMMARY)))
                    .hasSize(3);
        }
    }

    @Test
    final void empty_cells_texts_and_days_go_back() {
        try (var core = demo()) {
            goesBackAndForth(
                    core,
                    it -> it.submit(CoreDriver.set("sales", "quantity", 3, "product_id = 5 AND customer_id = 5")));
            goesBackAndForth(core, it -> it.submit(emptied("sales", "quantity", "product_id = 1")));
            goesBackAndForth(
                    core,
                    it -> it.submit(CoreDriver.set("customer", "chain", "O'Brien \"&\" \u00e9", "customer_id = 1")));
            goesBackAndForth(
                    core,
                    it -> it.submit(
                            CoreDriver.set("sales", "invoice_date", day("2025-07-01"), "product_id IN (1, 2)")));
        }
    }

    @Test
    final void leaves_that_moved_to_another_node_move_back() {
        try (var core = demo()) {
            goesBackAndForth(core, it -> it.submit(CoreDriver.set("sales", "product_id", 4, "product_id = 1")));
            goesBackAndForth(core, it -> it.submit(CoreDriver.set("product", "brand", "Fizz", "supplier = 'Elliott'")));
        }
    }

    @Test
    final void a_spread_goes_back_as_a_unit() {
        try (var core = demo()) {
            goesBackAndForth(core, it -> it.submit(CoreDriver.set(SUMMARY, "quantity", 1003, "supplier = 'Elliott'")));
            goesBackAndForth(
                    core,
                    it -> it.submit(CoreDriver.set("sales", "net_price", dec("77.77"), "product_id = 2")
                            .spread(Spreading.by(SpreadMethod.EQUAL))));
        }
    }

    @Test
    final void rows_that_came_go_and_rows_that_went_come_back_where_they_were() {
        try (var core = demo()) {
            goesBackAndForth(
                    core,
                    it -> it.edit(new RowEdit.Insert(
                            "sales", List.of(cells("product_id", 3, "quantity", 8), cells("net_price", dec("1.10"))))));
            goesBackAndForth(core, it -> it.edit(new RowEdit.Delete("sales", where("product_id IN (2, 4)"))));
            goesBackAndForth(core, it -> it.edit(new RowEdit.DeleteAll("sales", "sales")));
            goesBackAndForth(core, it -> it.edit(new RowEdit.Delete("product", where("product_id = 2"))));
            goesBackAndForth(core, it -> it.edit(new RowEdit.Delete("customer", where("province = 'QC'"))));
        }
    }

    @Test
    final void updated_and_upserted_rows_go_back() {
        try (var core = demo()) {
            goesBackAndForth(
                    core,
                    it -> it.edit(new RowEdit.Update(
                            "sales", cells("quantity", 1, "product_id", 5), where("customer_id = 2"))));
            goesBackAndForth(
                    core,
                    it -> it.edit(new RowEdit.Upsert(
                            "product",
                            List.of(
                                    cells("product_id", 3, "brand", "Fizz", "name", null),
                                    cells("product_id", 9, "name", "New", "supplier", "Moreno")))));
        }
    }

    @Test
    final void a_row_that_came_back_is_the_row_that_went() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("sales", "quantity", 45, "product_id = 3 AND customer_id = 4")));
            applied(core.submit(CoreDriver.set("sales", "quantity", 46, "product_id = 3 AND customer_id = 4")));
            applied(core.edit(new RowEdit.Delete("sales", where("product_id = 3"))));
            applied(core.undo(3));

            applied(core.undo(2));

            assertThat(core.rows("sales", List.of("quantity"), "product_id = 3 AND customer_id = 4"))
                    .containsExactly(Cells.row(45));
        }
    }

    @Test
    final void undone_twice_is_refused_and_names_what_is_there() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1")));
            applied(core.undo(1));

            var refusal = refused(core.undo(1), Reason.CHANGED_SINCE);

            assertThat(refusal.detail()).contains("version 1", "customer_id = 1", "left 81", "now it is 80");
            assertThat(refusal.facts()).containsEntry("changed", CellValue.of(1));
            assertThat(refusal.rows())
                    .containsExactly(new RowError(
                            1, "capacity", "80", "customer_id = 1: the version left 81, and now it is 80"));
            applied(core.undo(2));
            applied(core.undo(1));
            assertThat(core.column("customer", "capacity")).first().isEqualTo(CellValue.of(80));
        }
    }

    @Test
    final void what_changed_since_is_not_overwritten_not_even_in_part() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set(SUMMARY, "quantity", 1003, "supplier = 'Elliott'")));
            applied(core.submit(CoreDriver.set("sales", "quantity", 5, "product_id = 1 AND customer_id = 2")));
            var before = everything(core);

            var refusal = refused(core.undo(1), Reason.CHANGED_SINCE);

            assertThat(refusal.rows()).hasSize(1);
            assertThat(everything(core)).isEqualTo(before);
            applied(core.undo(2));
            applied(core.undo(1));
            assertThat(core.rows("sales", "")).isEqualTo(Workbooks.SALES_ROWS);
        }
    }

    @Test
    final void a_cell_that_somebody_set_back_by_hand_is_as_the_version_left_it() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "city", "Lyon", "customer_id = 1")));
            applied(core.submit(CoreDriver.set("customer", "city", "Paris", "customer_id = 1")));
            applied(core.submit(CoreDriver.set("customer", "city", "Lyon", "customer_id = 1")));

            applied(core.undo(1));

            assertThat(core.column("customer", "city")).first().isEqualTo(CellValue.of("Montreal"));
        }
    }

    @Test
    final void of_many_cells_that_changed_the_first_hundred_are_listed() {
        try (var core = numbered(150, List.of("id"))) {
            applied(core.submit(CoreDriver.set("many", "amount", 1, "id > 0")));
            applied(core.submit(CoreDriver.set("many", "amount", 2, "id > 0")));

            var refusal = refused(core.undo(1), Reason.CHANGED_SINCE);

            assertThat(refusal.facts()).containsEntry("changed", CellValue.of(150));
            assertThat(refusal.rows()).hasSize(Refusal.MAX_ROWS);
        }
    }

    @Test
    final void there_is_no_version_of_the_future_and_none_of_the_beginning() {
        try (var core = demo()) {
            assertThat(refused(core.undo(1), Reason.UNKNOWN_VERSION).detail()).contains("no version 1", "newest is 0");
            applied(core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1")));
            refused(core.undo(0), Reason.UNKNOWN_VERSION);
            refused(core.undo(2), Reason.UNKNOWN_VERSION);
            refused(core.undo(Long.MAX_VALUE), Reason.UNKNOWN_VERSION);
            applied(core.undo(1));
        }
    }

    @Test
    final void a_row_that_is_gone_or_has_another_key_is_named() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1")));
            applied(core.edit(new RowEdit.Delete("customer", where("customer_id = 1"))));
            assertThat(refused(core.undo(1), Reason.CHANGED_SINCE).detail())
                    .contains("customer_id = 1: the row is there no more");
            applied(core.undo(2));
            applied(core.undo(1));

            applied(core.submit(CoreDriver.set("customer", "capacity", 46, "customer_id = 2")));
            applied(core.submit(CoreDriver.set("customer", "customer_id", 7, "customer_id = 2")));
            refused(core.undo(5), Reason.CHANGED_SINCE);
            applied(core.undo(6));
            applied(core.undo(5));
            assertThat(core.rows("customer", "")).isEqualTo(Workbooks.CUSTOMERS);
        }
    }

    @Test
    final void a_deleted_row_does_not_come_back_beside_another_of_its_key() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Delete("customer", where("customer_id = 1"))));
            applied(core.edit(new RowEdit.Insert("customer", List.of(cells("customer_id", 1, "city", "Lyon")))));
            assertThat(refused(core.undo(1), Reason.CHANGED_SINCE).detail()).contains("customer_id = 1", "again");
        }
    }

    @Test
    final void an_inserted_row_that_somebody_edited_does_not_go() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Insert("sales", List.of(cells("product_id", 3, "quantity", 8)))));
            applied(core.submit(CoreDriver.set("sales", "quantity", 9, "quantity = 8")));
            assertThat(refused(core.undo(1), Reason.CHANGED_SINCE).rows())
                    .extracting(RowError::column)
                    .containsExactly("quantity");
        }
    }

    @Test
    final void changes_of_tables_rollups_and_queries_are_not_taken_back() {
        try (var core = demo()) {
            applied(core.edit(
                    new TableEdit.Create("extra", List.of(ColumnDefinition.of("a", ColumnType.integer())), List.of())));
            applied(core.edit(new TableEdit.Alter("customer", List.of(new Alteration.Rename("city", "town")))));
            applied(core.edit(new TableEdit.DropRollup(SUMMARY)));
            applied(core.edit(new TableEdit.Drop("extra")));
            var query = new SavedQuery("q", "SELECT 1", "", List.of());
            applied(core.edit(new TableEdit.SaveQuery(query, false)));
            applied(core.edit(new TableEdit.DropQuery("q")));
            for (int version = 1; version <= 6; version++) {
                assertThat(refused(core.undo(version), Reason.NOT_UNDOABLE).detail())
                        .contains("version " + version, "change them again");
            }
        }
    }

    @Test
    final void a_column_that_is_another_since_is_not_written() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "city", "Lyon", "customer_id = 1")));
            applied(core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1")));
            applied(core.submit(CoreDriver.set("customer", "chain", "None", "customer_id = 1")));
            applied(core.edit(new TableEdit.Alter("customer", List.of(new Alteration.Rename("city", "town")))));
            applied(core.edit(
                    new TableEdit.Alter("customer", List.of(new Alteration.Retype("capacity", ColumnType.bigint())))));
            applied(core.edit(new TableEdit.Alter(
                    "customer",
                    List.of(
                            new Alteration.Drop("chain"),
                            new Alteration.Add(ColumnDefinition.of("chain", Simple.TEXT))))));
            assertThat(refused(core.undo(1), Reason.NOT_UNDOABLE).detail()).contains("version 4", "column city");
            assertThat(refused(core.undo(2), Reason.NOT_UNDOABLE).detail()).contains("version 5", "column capacity");
            assertThat(refused(core.undo(3), Reason.NOT_UNDOABLE).detail()).contains("version 6", "column chain");
        }
    }

    @Test
    final void other_columns_of_the_table_do_not_matter() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "city", "Lyon", "customer_id = 1")));
            applied(core.edit(new RowEdit.Delete("customer", where("customer_id = 2"))));
            applied(core.edit(new TableEdit.Alter(
                    "customer",
                    List.of(new Alteration.Add(
                            new ColumnDefinition("stars", ColumnType.integer(), true, false, cell(3)))))));
            applied(core.undo(2));
            applied(core.undo(1));
            assertThat(core.rows("customer", List.of("city", "stars"), "customer_id < 3"))
                    .containsExactly(Cells.row("Montreal", 3), Cells.row("Laval", 3));
            applied(core.edit(new TableEdit.Alter("customer", List.of(new Alteration.Drop("chain")))));
            refused(core.undo(2), Reason.NOT_UNDOABLE);
        }
    }

    @Test
    final void a_table_of_the_same_name_is_another_table() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "city", "Lyon", "customer_id = 1")));
            applied(core.edit(new TableEdit.Drop("customer")));
            assertThat(refused(core.undo(1), Reason.NOT_UNDOABLE).detail()).contains("customer", "no more");
            applied(core.edit(new TableEdit.Create(
                    "customer",
                    List.of(
                            ColumnDefinition.of("customer_id", ColumnType.integer()),
                            ColumnDefinition.of("city", Simple.TEXT)),
                    List.of("customer_id"))));
            applied(core.edit(new RowEdit.Insert("customer", List.of(cells("customer_id", 1, "city", "Lyon")))));
            assertThat(refused(core.undo(1), Reason.NOT_UNDOABLE).detail()).contains("version 2");
        }
    }

    @Test
    final void a_row_that_came_back_must_find_its_place() {
        try (var core = demo()) {
            applied(core.edit(new RowEdit.Insert("sales", List.of(cells("product_id", 3, "quantity", 8)))));
            applied(core.edit(new TableEdit.Alter(
                    "sales", List.of(new Alteration.Add(ColumnDefinition.of("note", Simple.TEXT))))));
            applied(core.submit(CoreDriver.set("sales", "note", "mine", "quantity = 8")));
            assertThat(refused(core.undo(1), Reason.CHANGED_SINCE).rows())
                    .extracting(RowError::column)
                    .containsExactly("note");
        }
    }

    /** Opens a workbook with a table of many rows, numbered from 1, and a rollup over it. */
    private CoreDriver numbered(int rows, List<String> key) {
        var table = new Table(
                "many",
                List.of(
                        new Column("id", ColumnType.integer(), false),
                        Column.of("whole", Simple.TEXT),
                        Column.of("kind", Simple.TEXT),
                        Column.of("amount", ColumnType.decimal(12, 2)),
                        Column.of("share", Simple.DOUBLE)),
                key);
        loader().create(
                        table,
                        IntStream.rangeClosed(1, rows)
                                .mapToObj(i -> Cells.row(
                                        i,
                                        "W",
                                        "k" + i % 3,
                                        i % 7 == 0 ? null : dec(i + ".25"),
                                        i % 5 == 0 ? null : (Object) (i / 8.0)))
                                .iterator());
        loader().define(new RollupDefinition(
                "kinds",
                "many",
                List.of(),
                List.of(
                        new Level("whole", new ColumnRef("many", "whole")),
                        new Level("kind", new ColumnRef("many", "kind"))),
                List.of(),
                List.of(new Measure("amount", "amount"), new Measure("share", "share"))));
        return CoreDriver.over(store());
    }

    @Test
    final void very_many_rows_go_back_and_forth() {
        for (var key : List.of(List.<String>of(), List.of("id"))) {
            startOver();
            try (var core = numbered(MANY, key)) {
                goesBackAndForth(
                        core, it -> it.submit(CoreDriver.set("kinds", "amount", dec("99999.99"), "whole = 'W'")));
                goesBackAndForth(core, it -> it.submit(CoreDriver.set("many", "amount", dec("0.01"), "id > 3")));
                goesBackAndForth(core, it -> it.submit(emptied("many", "amount", "id > 3")));
                goesBackAndForth(core, it -> it.submit(CoreDriver.set("many", "share", 0.1, "id > 3")));
                goesBackAndForth(core, it -> it.submit(CoreDriver.set("many", "kind", "other", "id > 3")));
                goesBackAndForth(
                        core,
                        it -> it.edit(new RowEdit.Update(
                                "many", cells("kind", "x", "amount", 1), where("id BETWEEN 100 AND 1150"))));
                goesBackAndForth(core, it -> it.edit(new RowEdit.Delete("many", where("id BETWEEN 100 AND 1150"))));
                goesBackAndForth(core, it -> it.edit(new RowEdit.Insert("many", rows(MANY + 1, 2 * MANY))));
            }
        }
    }

    private static List<Map<String, CellValue>> rows(int first, int last) {
        var rows = new ArrayList<Map<String, CellValue>>();
        for (int id = first; id <= last; id++) {
            rows.add(cells("id", id, "whole", "W", "kind", "k" + id % 4, "amount", id));
        }
        return rows;
    }

    @Test
    final void one_of_very_many_cells_that_changed_is_found() {
        try (var core = numbered(MANY, List.of("id"))) {
            applied(core.submit(CoreDriver.set("kinds", "amount", dec("99999.99"), "whole = 'W'")));
            applied(core.submit(CoreDriver.set("many", "amount", dec("7.77"), "id = 1101")));
            var refusal = refused(core.undo(1), Reason.CHANGED_SINCE);
            assertThat(refusal.rows()).hasSize(1);
            assertThat(refusal.detail()).contains("id = 1101", "7.77");
        }
    }

    @Test
    final void a_version_is_taken_back_after_a_restart() {
        try (var core = numbered(MANY, List.of())) {
            applied(core.submit(CoreDriver.set("kinds", "amount", dec("99999.99"), "whole = 'W'")));
            applied(core.edit(new RowEdit.Delete("many", where("id = 5"))));
        }
        restart();
        try (var core = CoreDriver.over(store(), 8)) {
            applied(core.undo(2));
            applied(core.undo(1));
        }
        restart();
        try (var core = CoreDriver.over(store(), 9)) {
            applied(core.undo(4));
            assertThat(core.rows("kinds", List.of("amount"), "grouping_set_id = 1"))
                    .containsExactly(Cells.row(dec("99999.99")));
        }
    }

    @Test
    final void the_same_key_takes_back_once() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1")));
            var signature = new Signature("uma", new Idempotency.Keyed("key", "print"));
            var undo = core.workbook().undoVersion();
            var first = CoreDriver.outcome(undo.undo(new Version(1), signature));
            var second = CoreDriver.outcome(undo.undo(new Version(1), signature));
            assertThat(second).isEqualTo(first);
            assertThat(core.changes()).hasSize(2);
            refused(
                    CoreDriver.outcome(
                            undo.undo(new Version(2), new Signature("uma", new Idempotency.Keyed("key", "other")))),
                    Reason.IDEMPOTENCY_KEY_REUSED);
        }
    }

    @Test
    final void a_version_that_did_nothing_is_taken_back_for_nothing() {
        try (var core = demo()) {
            applied(core.submit(
                    CellUpdate.of(SUMMARY, "quantity", new Operation.Add(cell(0)), where("supplier = 'Elliott'"))));
            assertThat(applied(core.undo(1)).rows()).isZero();
            assertThat(core.rows("sales", "")).isEqualTo(Workbooks.SALES_ROWS);
        }
    }

    @Test
    final void edits_of_one_cell_are_taken_back_from_the_last_to_the_first() {
        try (var core = demo()) {
            for (int i = 1; i <= 20; i++) {
                applied(core.submit(
                        CoreDriver.set("sales", "quantity", 100 + i, "product_id = 1 AND customer_id = 1")));
            }
            refused(core.undo(1), Reason.CHANGED_SINCE);
            for (int i = 20; i >= 1; i--) {
                applied(core.undo(i));
            }
            assertThat(core.rows("sales", "")).isEqualTo(Workbooks.SALES_ROWS);
        }
    }
}
