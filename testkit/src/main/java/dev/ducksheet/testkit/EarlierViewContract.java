package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Cells.cell;
import static dev.ducksheet.testkit.Cells.dec;
import static dev.ducksheet.testkit.Cells.row;
import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.ViewTable.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How sheets are shown as they were, over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class EarlierViewContract extends StoreFixture {
    private static final String SUMMARY = "sales_summary_by_product_family";
    private static final int RUNS = 6;
    private static final int STEPS = 25;

    /** More rows than a change tells one by one. */
    private static final int MANY = 1_200;

    /** What a view showed at a version. */
    private record Shown(View view, Version version, List<List<CellValue>> rows) {}

    private CoreDriver demo() {
        Workbooks.demo(loader());
        return CoreDriver.over(store());
    }

    private static List<List<CellValue>> asOf(CoreDriver core, String sheet, long version) {
        return core.rows(View.all(sheet).asOf(new Version(version)));
    }

    private static Refusal refused(CoreDriver core, String sheet, long version, Reason reason) {
        return refused(core, View.all(sheet), version, reason);
    }

    private static Refusal refused(CoreDriver core, View view, long version, Reason reason) {
        var opening = core.workbook().viewTable().view(view.asOf(new Version(version)));
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        var refusal = ((Opening.Refused) opening).refusal();
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        return refusal;
    }

    private static void applied(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    }

    private static Version head(CoreDriver core) {
        return core.workbook().readUpdates().head().version();
    }

    @Test
    final void sheets_are_shown_as_they_were_whatever_came_since() {
        Seeded.check(RUNS, random -> {
            startOver();
            var workbook = RandomWorkbook.draw(random);
            workbook.load(loader());
            try (var core = CoreDriver.over(store())) {
                var shown = work(random, workbook, core);
                shown.forEach(it -> check(core, it));
            }
        });
    }

    /** Does this and that, and looks at every sheet after each version. */
    private List<Shown> work(SplittableRandom random, RandomWorkbook workbook, CoreDriver core) {
        var shown = new ArrayList<Shown>();
        var rows = new RandomRequests(random, workbook);
        var cells = RandomSteps.draw(random, workbook, STEPS).iterator();
        look(random, core, shown);
        for (int i = 0; i < STEPS; i++) {
            var before = head(core);
            if (cells.next() instanceof RandomSteps.Step.Edit edit && mayBeDone(edit) && random.nextInt(3) == 0) {
                core.submit(edit.update());
            } else {
                submit(core, rows.next(newId()), Drawn.one(random, 8));
            }
            if (head(core).isAfter(before)) {
                look(random, core, shown);
            }
        }
        return shown;
    }

    /** The twin lets cells of a key be set to the same. */
    private static boolean mayBeDone(RandomSteps.Step.Edit edit) {
        return !edit.update().column().equals("id");
    }

    private static void submit(CoreDriver core, Request request, boolean mayChangeTables) {
        if (request instanceof Request.EditRows edit) {
            core.edit(edit.edit());
        } else if (request instanceof Request.Undo undo) {
            core.undo(undo.version().number());
        } else if (request instanceof Request.EditTable edit && mayChangeTables) {
            core.edit(edit.edit());
        }
    }

    private void look(SplittableRandom random, CoreDriver core, List<Shown> shown) {
        for (var sheet : store().catalog().sheets()) {
            var all = View.all(sheet.name());
            var rows = core.rows(all);
            shown.add(new Shown(all, head(core), rows));
            var some = some(random, sheet, rows);
            shown.add(new Shown(some, head(core), core.rows(some)));
        }
    }

    private static View some(SplittableRandom random, Sheet sheet, List<List<CellValue>> rows) {
        var filter = RandomConditions.draw(random, sheet.columns(), rows).text();
        var sort = Drawn.some(random, sheet.columns(), 1).stream()
                .map(column -> (random.nextBoolean() ? "-" : "") + column.name())
                .toList();
        var columns = sheet.askable().stream().map(Column::name).toList();
        return new View(sheet.name(), columns, filter, sort, random.nextInt(1, 20), List.of());
    }

    private void check(CoreDriver core, Shown shown) {
        var asked = shown.view().asOf(shown.version());
        var sheet = store().catalog().sheet(shown.view().sheet());
        if (sheet.isPresent() && isSameSince(core, sheet.get(), shown.version())) {
            assertThat(core.rows(asked)).as("%s", asked).isEqualTo(shown.rows());
        } else {
            assertThat(core.workbook().viewTable().view(asked))
                    .as("%s", asked)
                    .isInstanceOfSatisfying(
                            Opening.Refused.class,
                            it -> assertThat(it.refusal().reason())
                                    .isEqualTo(sheet.isPresent() ? Reason.PAST_UNKNOWN : Reason.UNKNOWN_TABLE));
        }
    }

    private static boolean isSameSince(CoreDriver core, Sheet sheet, Version version) {
        var names = new HashSet<String>();
        names.add(sheet.name());
        if (sheet instanceof Rollup rollup) {
            names.add(rollup.base().name());
            rollup.joins().stream().map(Join::table).forEach(names::add);
        }
        return core.changes().stream()
                .filter(change -> change.version().isAfter(version))
                .noneMatch(change -> change.event().isOfSheets() && names.contains(change.sheet()));
    }

    @Test
    final void the_state_that_is_shown_is_told_with_it_and_pages_go_on_in_it() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("sales", "quantity", 1, "product_id = 1")));
            applied(core.edit(new RowEdit.Delete("sales", where("product_id <= 2"))));
            var view = View.all("sales").asOf(Version.ZERO);
            var page = new View("sales", List.of(), "", List.of("-quantity"), 3, List.of()).asOf(Version.ZERO);
            var pages = new ArrayList<List<CellValue>>();
            List<CellValue> after = List.of();
            do {
                pages.addAll(core.rows(page.goingOn(after)));
                try (var rows = opened(core, page.goingOn(after))) {
                    assertThat(rows.head().version()).isEqualTo(Version.ZERO);
                    while (rows.next()) {
                        assertThat(rows.batch().size()).isPositive();
                    }
                    after = rows.resumeAfter();
                }
            } while (!after.isEmpty());
            assertThat(core.rows(view)).isEqualTo(Workbooks.SALES_ROWS);
            assertThat(pages).containsExactlyInAnyOrderElementsOf(Workbooks.SALES_ROWS);
            assertThat(pages.get(0)).isEqualTo(Workbooks.SALES_ROWS.get(6));
            try (var rows = opened(core, View.all("customer").asOf(new Version(1)))) {
                assertThat(rows.head().version()).isEqualTo(new Version(1));
            }
            assertThat(asOf(core, "sales", 2)).isEqualTo(core.rows("sales", "")).hasSize(6);
        }
    }

    private static dev.ducksheet.core.port.RowStream opened(CoreDriver core, View view) {
        return ((Opening.Opened) core.workbook().viewTable().view(view)).rows();
    }

    @Test
    final void rows_that_swapped_their_keys_are_told_apart() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("product", "name", "Blanc", "product_id = 2")));
            applied(core.edit(new RowEdit.Update("product", Map.of("product_id", cell(9)), where("product_id = 1"))));
            applied(core.edit(new RowEdit.Update("product", Map.of("product_id", cell(1)), where("product_id = 2"))));
            applied(core.edit(new RowEdit.Update("product", Map.of("product_id", cell(2)), where("product_id = 9"))));
            applied(core.submit(CoreDriver.set("product", "name", "Rose", "product_id = 1")));
            applied(core.edit(new RowEdit.Delete("product", where("product_id = 2"))));
            applied(core.edit(new RowEdit.Insert("product", List.of(Map.of("product_id", cell(2))))));
            assertThat(asOf(core, "product", 0)).isEqualTo(Workbooks.PRODUCTS);
            assertThat(asOf(core, "product", 4).subList(0, 2))
                    .containsExactly(
                            row(1, "Blanc", "Elliott", "Crest", "White"),
                            row(2, "Red 0.75", "Elliott", "Crest", "Red"));
        }
    }

    @Test
    final void very_many_rows_are_shown_as_they_were_after_a_restart_too() {
        for (var key : List.of(List.<String>of(), List.of("id"))) {
            startOver();
            var table = new Table(
                    "many",
                    List.of(
                            new Column("id", ColumnType.integer(), false),
                            Column.of("kind", Simple.TEXT),
                            Column.of("amount", ColumnType.decimal(18, 2))),
                    key);
            var rows = IntStream.rangeClosed(1, MANY)
                    .mapToObj(i -> row(i, "k" + i % 9, dec(i + ".25")))
                    .toList();
            loader().create(table, rows.iterator());
            try (var core = CoreDriver.over(store())) {
                applied(core.submit(CoreDriver.set("many", "amount", dec("0.01"), "id > 3")));
                applied(core.submit(CoreDriver.set("many", "kind", "x", "id > 7")));
                applied(core.edit(new RowEdit.Delete("many", where("id > 5"))));
            }
            restart();
            try (var core = CoreDriver.over(store(), 8)) {
                assertThat(asOf(core, "many", 0)).isEqualTo(rows);
                assertThat(asOf(core, "many", 1).get(MANY - 1)).isEqualTo(row(MANY, "k3", dec("0.01")));
                assertThat(asOf(core, "many", 2).get(MANY - 1)).isEqualTo(row(MANY, "x", dec("0.01")));
            }
        }
    }

    @Test
    final void a_version_that_is_not_there_yet_is_refused() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("sales", "quantity", 1, "product_id = 1")));
            assertThat(refused(core, "sales", 2, Reason.UNKNOWN_VERSION).detail())
                    .contains("version 2", "newest is 1");
            assertThat(refused(core, "nowhere", 1, Reason.UNKNOWN_TABLE).detail())
                    .contains("nowhere");
        }
    }

    @Test
    final void a_view_is_refused() {
        loader().create(Workbooks.SALES, Workbooks.SALES_ROWS.iterator());
        loader().define(
                        "long",
                        new DerivedViewDefinition.Unpivot(
                                "sales", List.of("product_id"), List.of("quantity"), "name", "value"));
        try (var core = CoreDriver.over(store())) {
            applied(core.submit(CoreDriver.set("sales", "quantity", 1, "product_id = 1")));
            assertThat(refused(core, "long", 0, Reason.INVALID_REQUEST).detail())
                    .contains("long", "view");
        }
    }

    @Test
    final void a_sheet_that_was_defined_or_changed_since_is_refused() {
        try (var core = demo()) {
            applied(core.submit(CoreDriver.set("customer", "city", "Lyon", "customer_id = 1")));
            applied(core.edit(new TableEdit.Alter("product", List.of(new Alteration.Drop("name")))));
            applied(core.edit(
                    new TableEdit.Create("extra", List.of(ColumnDefinition.of("a", ColumnType.integer())), List.of())));
            for (var sheet : List.of("product", SUMMARY)) {
                assertThat(refused(core, sheet, 1, Reason.PAST_UNKNOWN).detail())
                        .contains(sheet + " as of version 1", "version 2", "columns of table product");
                assertThat(asOf(core, sheet, 2)).isEqualTo(core.rows(sheet, ""));
            }
            var dropped = new View("product", List.of("name"), "name <> ''", List.of("-name"), 3, List.of());
            assertThat(refused(core, dropped, 1, Reason.PAST_UNKNOWN).detail()).contains("columns of table product");
            assertThat(refused(core, dropped, 2, Reason.UNKNOWN_COLUMN).detail())
                    .contains("name");
            assertThat(refused(core, "extra", 2, Reason.PAST_UNKNOWN).detail())
                    .contains("version 3 created table extra");
            assertThat(asOf(core, "customer", 0)).isEqualTo(Workbooks.CUSTOMERS);
            assertThat(asOf(core, "sales", 0)).isEqualTo(Workbooks.SALES_ROWS);

            applied(core.edit(new TableEdit.DropRollup(SUMMARY)));
            applied(core.edit(new TableEdit.DefineRollup(Workbooks.SALES_SUMMARY)));
            assertThat(refused(core, SUMMARY, 2, Reason.PAST_UNKNOWN).detail())
                    .contains("version 5 defined rollup " + SUMMARY, "ask for version 5 or later");
            assertThat(core.changes().get(4).event()).isInstanceOf(Event.RollupDefined.class);
        }
    }
}
