package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory.Answer;
import dev.ducksheet.core.port.in.ReadHistory.Cell;
import dev.ducksheet.core.port.in.ReadHistory.Entry;
import dev.ducksheet.core.port.in.ReadHistory.Kind;
import dev.ducksheet.core.port.in.ReadHistory.Place;
import dev.ducksheet.core.port.in.ReadHistory.Question;
import dev.ducksheet.core.port.in.ReadHistory.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of who changed what over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class HistoryContract extends StoreFixture {
    private static final String SUMMARY = "sales_summary_by_product_family";

    private CoreDriver demo() {
        Workbooks.demo(loader());
        return CoreDriver.over(store());
    }

    private static Question question(String sheet, String column, String filter, String editor) {
        return new Question(sheet, column, filter, editor, Version.ZERO, 100, Optional.empty());
    }

    private static List<Entry> ask(CoreDriver core, Question question) {
        var answer = core.workbook().readHistory().history(question);
        assertThat(answer).isInstanceOf(Answer.Found.class);
        assertThat(((Answer.Found) answer).next()).isEmpty();
        return ((Answer.Found) answer).entries();
    }

    private static Reason refused(CoreDriver core, Question question) {
        var answer = core.workbook().readHistory().history(question);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).refusal().reason();
    }

    private static List<Long> versions(List<Entry> entries) {
        return entries.stream().map(entry -> entry.change().version().number()).toList();
    }

    private static Touched.Row row(Entry entry) {
        assertThat(entry.touched()).isInstanceOf(Touched.Row.class);
        return (Touched.Row) entry.touched();
    }

    @Test
    final void an_edit_is_told_with_who_what_and_from_what_to_what() {
        try (var core = demo()) {
            core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1")
                    .by("ana"));
            core.undo(1);

            var entries = ask(core, Question.newest(10));

            assertThat(versions(entries)).containsExactly(2L, 1L);
            assertThat(entries.get(1).change().editor()).isEqualTo("ana");
            assertThat(entries.get(1).change().at()).isEqualTo(CoreDriver.NOW);
            assertThat(row(entries.get(1)))
                    .isEqualTo(new Touched.Row(
                            "customer",
                            Map.of("customer_id", CellValue.of(1)),
                            Kind.UPDATED,
                            List.of(new Cell("capacity", CellValue.of(80), CellValue.of(81)))));
            assertThat(entries.get(0).change().editor()).isEqualTo("uma");
            assertThat(entries.get(0).change().event()).isEqualTo(new Event.Undone(new Version(1)));
            assertThat(row(entries.get(0)).cells())
                    .containsExactly(new Cell("capacity", CellValue.of(81), CellValue.of(80)));
        }
    }

    @Test
    final void rows_that_came_and_went_are_told_whole() {
        try (var core = demo()) {
            core.edit(new RowEdit.Insert(
                    "product", List.of(Map.of("product_id", CellValue.of(9), "name", CellValue.of("New")))));
            core.edit(new RowEdit.Delete("product", where("product_id = 9")));

            var entries = ask(core, question("product", "name", "", ""));

            assertThat(entries.stream().map(entry -> row(entry).kind())).containsExactly(Kind.DELETED, Kind.INSERTED);
            assertThat(row(entries.get(0)).cells())
                    .containsExactly(new Cell("name", CellValue.of("New"), CellValue.none()));
            assertThat(row(entries.get(1)).cells())
                    .containsExactly(new Cell("name", CellValue.none(), CellValue.of("New")));
            assertThat(row(ask(core, Question.newest(9)).get(1)).cells()).hasSize(5);
        }
    }

    @Test
    final void it_is_asked_by_table_column_condition_and_editor() {
        try (var core = demo()) {
            core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1")
                    .by("ana"));
            core.submit(CoreDriver.set("customer", "city", "Lyon", "customer_id = 1")
                    .by("bob"));
            core.submit(CoreDriver.set("customer", "city", "Bonn", "customer_id > 3")
                    .by("ana"));
            core.submit(CoreDriver.set(SUMMARY, "quantity", 1003, "supplier = 'Elliott'")
                    .by("ana"));
            core.submit(CoreDriver.set("sales", "quantity", 1, "product_id = 1").by("bob"));

            assertThat(versions(ask(core, question("customer", "", "", "")))).containsExactly(3L, 3L, 2L, 1L);
            assertThat(versions(ask(core, question("customer", "city", "", ""))))
                    .containsExactly(3L, 3L, 2L);
            assertThat(versions(ask(core, question("customer", "", "", "ana")))).containsExactly(3L, 3L, 1L);
            assertThat(versions(ask(core, question("customer", "", "customer_id = 5", ""))))
                    .containsExactly(3L);
            assertThat(versions(ask(core, question("customer", "", "city = 'Lyon'", ""))))
                    .containsExactly(2L, 1L);
            assertThat(ask(core, question(SUMMARY, "", "", "")))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(entry -> {
                        assertThat(entry.change().version()).isEqualTo(new Version(4));
                        assertThat(row(entry).table()).isEqualTo("sales");
                    });
            assertThat(versions(ask(core, question("sales", "", "product_id = 1 AND customer_id = 1", ""))))
                    .containsExactly(5L, 4L);
            assertThat(versions(ask(core, new Question("", "", "", "", new Version(4), 100, Optional.empty()))))
                    .containsExactly(5L, 5L);
            assertThat(ask(core, question("customer", "", "customer_id = 99", "")))
                    .isEmpty();
        }
    }

    @Test
    final void a_row_that_is_gone_is_asked_for_by_its_key() {
        try (var core = demo()) {
            core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1"));
            core.edit(new RowEdit.Delete("customer", where("customer_id = 1")));
            assertThat(versions(ask(core, question("customer", "", "customer_id = 1", ""))))
                    .containsExactly(2L, 1L);
        }
    }

    @Test
    final void a_question_that_makes_no_sense_is_refused() {
        try (var core = demo()) {
            assertThat(refused(core, question("", "", "customer_id = 1", ""))).isEqualTo(Reason.INVALID_REQUEST);
            assertThat(refused(core, question(SUMMARY, "", "supplier = 'Elliott'", "")))
                    .isEqualTo(Reason.INVALID_REQUEST);
            assertThat(refused(core, question("nowhere", "", "id = 1", ""))).isEqualTo(Reason.UNKNOWN_TABLE);
            assertThat(refused(core, question("customer", "", "nothing = 1", "")))
                    .isEqualTo(Reason.UNKNOWN_COLUMN);
            assertThat(refused(core, question("customer", "", "customer_id =", "")))
                    .isEqualTo(Reason.MALFORMED_CONDITION);
            assertThat(refused(core, Question.newest(0))).isEqualTo(Reason.INVALID_REQUEST);
        }
    }

    @Test
    final void it_goes_on_where_it_stopped_within_a_version_too() {
        try (var core = demo()) {
            core.submit(CoreDriver.set("sales", "quantity", 1, "product_id <= 3"));
            core.submit(CoreDriver.set("customer", "capacity", 1, "customer_id <= 3"));
            var all = ask(core, Question.newest(100));
            assertThat(all).hasSize(9);
            for (int limit = 1; limit <= 10; limit++) {
                var pages = new ArrayList<Entry>();
                Optional<Place> after = Optional.empty();
                do {
                    var answer = (Answer.Found) core.workbook()
                            .readHistory()
                            .history(new Question("", "", "", "", Version.ZERO, limit, after));
                    assertThat(answer.entries()).hasSizeLessThanOrEqualTo(limit);
                    pages.addAll(answer.entries());
                    after = answer.next();
                } while (after.isPresent());
                assertThat(pages).isEqualTo(all);
            }
        }
    }

    @Test
    final void changes_of_tables_are_told_as_a_whole() {
        try (var core = demo()) {
            core.edit(new TableEdit.DropRollup(SUMMARY));
            core.edit(new TableEdit.Drop("customer"));
            var entries = ask(core, Question.newest(10));
            assertThat(entries).extracting(Entry::touched).containsOnly(new Touched.Whole());
            assertThat(versions(ask(core, question("customer", "", "", "")))).containsExactly(2L);
            assertThat(entries.get(1).change().event()).isEqualTo(new Event.RollupDropped());
        }
    }

    @Test
    final void a_version_of_very_many_rows_is_told_as_a_whole_but_to_whoever_asks_for_some_of_them() {
        var rows = IntStream.rangeClosed(1, 1500)
                .mapToObj(i -> Cells.row("S", "B", "F", i, null))
                .toList();
        Workbooks.tree(loader(), dev.ducksheet.core.model.ColumnType.bigint(), rows);
        try (var core = CoreDriver.over(store())) {
            core.submit(CoreDriver.set("leaf", "amount", 7, "id > 0"));

            var whole = ask(core, Question.newest(10));
            assertThat(whole).hasSize(1);
            assertThat(whole.get(0).touched()).isEqualTo(new Touched.Whole());
            assertThat(whole.get(0).change().rowsChanged()).isEqualTo(1500);

            var some = ask(core, question("leaf", "", "id IN (3, 1400)", ""));
            assertThat(some)
                    .extracting(entry -> row(entry).cells())
                    .containsExactly(
                            List.of(new Cell("amount", CellValue.of(3), CellValue.of(7))),
                            List.of(new Cell("amount", CellValue.of(1400), CellValue.of(7))));
        }
    }

    @Test
    final void it_is_the_same_after_a_restart() {
        List<Entry> before;
        try (var core = demo()) {
            core.submit(CoreDriver.set("customer", "capacity", 81, "customer_id = 1"));
            core.edit(new RowEdit.Delete("sales", where("product_id = 3")));
            before = ask(core, Question.newest(10));
        }
        restart();
        try (var core = CoreDriver.over(store(), 8)) {
            assertThat(ask(core, Question.newest(10))).isEqualTo(before).hasSize(3);
        }
    }
}
