package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Workbooks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits of a column and of rows while others rename that column again and again. */
class RacingTablesTest {
    private static final int EDITS = 150;
    private static final int RENAMES = 20;

    @TempDir
    private Path folder;

    @Test
    void everybody_sees_one_order_in_which_every_edit_fits_the_table_as_it_was() throws Exception {
        var store = Books.open(folder.resolve("w.duckdb"));
        Workbooks.demo(store);
        var threads = Executors.newCachedThreadPool();
        try (var workbook = Ducksheet.open(store, Clock.systemUTC(), new Random(1))) {
            var followers = List.of(threads.submit(() -> follow(workbook)), threads.submit(() -> follow(workbook)));
            var editors = new ArrayList<Future<List<Outcome>>>();
            editors.add(threads.submit(() -> edit(workbook, "city")));
            editors.add(threads.submit(() -> edit(workbook, "town")));
            editors.add(threads.submit(() -> insertAndDelete(workbook)));
            var reader = threads.submit(() -> read(workbook));
            var renames = threads.submit(() -> rename(workbook));

            for (var editor : editors) {
                assertThat(editor.get(120, TimeUnit.SECONDS)).allSatisfy(RacingTablesTest::isAppliedOrNoColumn);
            }
            assertThat(renames.get(120, TimeUnit.SECONDS)).allMatch(Outcome.Applied.class::isInstance);
            reader.get(120, TimeUnit.SECONDS);
            long last = workbook.readUpdates().head().version().number();
            finish(workbook);
            var seen = followers.get(0).get(120, TimeUnit.SECONDS);
            assertThat(followers.get(1).get(120, TimeUnit.SECONDS)).isEqualTo(seen);
            assertThat(seen).hasSize((int) last + 1);
            fitsInOrder(seen);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void isAppliedOrNoColumn(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            assertThat(refused.refusal().reason())
                    .isIn(Refusal.Reason.UNKNOWN_COLUMN, Refusal.Reason.INVALID_ROWS, Refusal.Reason.NO_MATCH);
        }
    }

    /** Replays the names: an edit that was applied names the column as it was called just then. */
    private static void fitsInOrder(List<Change> changes) {
        var name = "city";
        long version = 1;
        for (var change : changes) {
            assertThat(change.version().number()).isEqualTo(version++);
            if (change.event() instanceof Event.TableAltered altered) {
                name = altered.table().columns().get(4).name();
            } else if (change.event().isOfCells()) {
                assertThat(change.column()).isEqualTo(name);
            } else {
                assertThat(change.rows().get(0).columns()).contains(name);
            }
        }
    }

    private static List<Outcome> edit(Workbook workbook, String column) {
        return times(
                EDITS,
                i -> CoreDriver.outcome(workbook.submitUpdate()
                        .submit(CoreDriver.set("customer", column, column + i, "customer_id = " + (1 + i % 5)))));
    }

    private static List<Outcome> insertAndDelete(Workbook workbook) {
        return times(
                EDITS,
                i -> CoreDriver.outcome(workbook.editRows()
                        .submit(
                                i % 2 == 0
                                        ? new RowEdit.Insert(
                                                "customer",
                                                List.of(Map.of(
                                                        "customer_id",
                                                        CellValue.of(100),
                                                        i % 4 == 0 ? "city" : "town",
                                                        CellValue.of("new"))))
                                        : new RowEdit.Delete("customer", CoreDriver.where("customer_id = 100")),
                                Signature.anonymous())));
    }

    private static List<Outcome> rename(Workbook workbook) {
        return times(
                RENAMES,
                i -> CoreDriver.outcome(workbook.manageTables()
                        .submit(
                                new TableEdit.Alter(
                                        "customer",
                                        List.of(new Alteration.Rename(
                                                i % 2 == 0 ? "city" : "town", i % 2 == 0 ? "town" : "city"))),
                                Signature.anonymous())));
    }

    /** Whoever reads sees the table before or after a change, and nothing in between. */
    private static int read(Workbook workbook) {
        int read = 0;
        for (int i = 0; i < EDITS; i++) {
            try (var rows =
                    ((ViewTable.Opening.Opened) workbook.viewTable().view(ViewTable.View.all("customer"))).rows()) {
                while (rows.next()) {
                    read += rows.batch().size();
                }
            }
        }
        return read;
    }

    private static void finish(Workbook workbook) {
        var done = CoreDriver.outcome(
                workbook.editRows().submit(new RowEdit.DeleteAll("customer", "customer"), Signature.anonymous()));
        assertThat(done).isInstanceOf(Outcome.Applied.class);
    }

    /** Follows the changes until all rows are deleted. */
    private static List<Change> follow(Workbook workbook) throws Exception {
        var seen = new ArrayList<Change>();
        var epoch = workbook.readUpdates().head().epoch();
        var at = new Cursor(epoch, Version.ZERO);
        while (seen.isEmpty() || !isLast(seen.get(seen.size() - 1))) {
            workbook.readUpdates().changedAfter(at.version()).get(120, TimeUnit.SECONDS);
            var page = (Page.Changes) workbook.readUpdates().after(at, 10);
            seen.addAll(page.changes());
            at = page.next();
        }
        return seen;
    }

    private static boolean isLast(Change change) {
        return change.event() instanceof Event.RowsDeleted && change.rowsChanged() > 4;
    }

    private interface Step {
        Outcome at(int i);
    }

    private static List<Outcome> times(int count, Step step) {
        var outcomes = new ArrayList<Outcome>();
        for (int i = 0; i < count; i++) {
            outcomes.add(step.at(i));
        }
        return outcomes;
    }
}
