package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.RandomRequests;
import dev.ducksheet.testkit.RandomSteps;
import dev.ducksheet.testkit.RandomSteps.Step;
import dev.ducksheet.testkit.RandomWorkbook;
import dev.ducksheet.testkit.Requests;
import dev.ducksheet.testkit.Seeded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a file does with many requests at once, and opened again in between, is what the twin does with one after the
 * other.
 */
class BatchEqualsOneByOneTest {
    private static final int BATCHES = 200;
    private static final int MIXED_BATCHES = 100;
    private static final int MOST_REQUESTS = 30;

    /** The key of every table drawn. The twin enforces no uniqueness, so keys are left as they are. */
    private static final String KEY = "id";

    @TempDir
    private Path folder;

    /** What a workbook holds and has told after its requests. */
    private record End(
            List<Outcome> outcomes,
            Map<String, String> sheets,
            List<Change> changes,
            List<Hold> holds,
            List<String> history) {}

    @Test
    void a_batch_on_a_file_equals_its_requests_one_by_one_on_the_twin() {
        Seeded.check(BATCHES, this::check);
    }

    private void check(SplittableRandom random) throws Exception {
        var workbook = RandomWorkbook.drawNarrow(random);
        var steps = RandomSteps.draw(random, workbook, random.nextInt(1, MOST_REQUESTS + 1));
        check(random, workbook, requests(steps));
    }

    @Test
    void rows_and_tables_change_among_the_edits_as_if_one_by_one() {
        Seeded.check(MIXED_BATCHES, random -> {
            var workbook = RandomWorkbook.drawNarrow(random);
            var others = new RandomRequests(random, workbook);
            var requests = new ArrayList<Request>();
            for (var edit : requests(RandomSteps.draw(random, workbook, random.nextInt(1, MOST_REQUESTS + 1)))) {
                requests.add(random.nextInt(3) == 0 ? others.next(edit.id()) : edit);
            }
            check(random, workbook, requests);
        });
    }

    private void check(SplittableRandom random, RandomWorkbook workbook, List<Request> requests) throws Exception {
        if (requests.isEmpty()) {
            return;
        }

        var expected = oneByOne(workbook, requests);
        var caching = new RowCaching(random.nextInt(4) << 20, random.nextInt(1, 4));
        var actual = inBatches(workbook, requests, random.nextInt(requests.size()), caching);

        for (int i = 0; i < requests.size(); i++) {
            if (!actual.outcomes().get(i).equals(expected.outcomes().get(i))) {
                assertThat(Unnumbered.outcome(actual.outcomes().get(i)))
                        .as("outcome of %d: %s", i, requests.get(i))
                        .isEqualTo(Unnumbered.outcome(expected.outcomes().get(i)));
            }
            assertThat(isBug(actual.outcomes().get(i))).isFalse();
        }
        assertThat(actual.sheets().keySet()).isEqualTo(expected.sheets().keySet());
        expected.sheets()
                .forEach((sheet, rows) -> assertThat(actual.sheets().get(sheet))
                        .as("%s after %s", sheet, requests)
                        .isEqualTo(rows));
        assertThat(actual.holds()).isEqualTo(expected.holds());
        assertThat(actual.changes()).containsExactlyElementsOf(expected.changes());
        assertThat(actual.history()).containsExactlyElementsOf(expected.history());
    }

    private static boolean isBug(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused && refused.refusal().reason() == Refusal.Reason.FAILED;
    }

    private static End oneByOne(RandomWorkbook workbook, List<Request> requests) {
        var twin = new InMemoryWorkbookStore();
        workbook.load(twin);
        apply(twin, requests, 1);
        return end(twin.reopen(), requests);
    }

    /** Applies the requests before {@code restart}, opens the file again, applies the others, and opens it once more. */
    private End inBatches(RandomWorkbook workbook, List<Request> requests, int restart, RowCaching caching)
            throws Exception {
        var file = folder.resolve("batch.duckdb");
        try {
            var store = open(file, caching);
            workbook.load(store);
            if (restart > 0) {
                apply(store, requests.subList(0, restart), requests.size());
                store = open(file, caching);
            }
            apply(store, requests.subList(restart, requests.size()), requests.size());
            return end(open(file, new RowCaching(0, 1)), requests);
        } finally {
            Files.delete(file);
        }
    }

    private static DuckDbWorkbookStore open(Path file, RowCaching caching) {
        return DuckDbWorkbookStore.open(
                file, DuckDbSettings.defaults(new Random(1)).caching(caching));
    }

    private static CoreDriver drive(WorkbookStore store, InProcessRequestQueue queue, int maxBatch) {
        var clock = Clock.fixed(CoreDriver.NOW, ZoneOffset.UTC);
        return CoreDriver.of(Ducksheet.open(
                store, queue, new InProcessChangeFeed(1), clock, new Random(1), maxBatch, Telemetry.NONE));
    }

    /** Queues everything before the writer starts, so that it finds it all at once. */
    private static void apply(WorkbookStore store, List<Request> requests, int maxBatch) {
        var queue = new InProcessRequestQueue(requests.size());
        var admissions = requests.stream().map(queue::append).toList();
        var core = drive(store, queue, maxBatch);
        admissions.forEach(admission -> Await.done(((Admission.Accepted) admission).durable()));
        core.close();
    }

    /** Reads what is there after all that, as a process does that starts anew. */
    private static End end(WorkbookStore store, List<Request> requests) {
        var outcomes = outcomes(store, requests);
        try (var core = drive(store, new InProcessRequestQueue(1), 1)) {
            var sheets = new LinkedHashMap<String, String>();
            store.catalog().sheets().stream()
                    .map(Sheet::name)
                    .sorted()
                    .forEach(sheet -> sheets.put(sheet, lines(core.rows(sheet, ""))));
            return new End(
                    outcomes,
                    sheets,
                    core.changes(),
                    core.workbook().manageHolds().holds(),
                    Unnumbered.history(core, ReadHistory.Question.newest(Integer.MAX_VALUE)));
        }
    }

    /** Asks once for all: to ask for one after the other took most of the time of this test. */
    private static List<Outcome> outcomes(WorkbookStore store, List<Request> requests) {
        var ids = requests.stream().map(Request::id).toList();
        try (var transaction = store.begin()) {
            var outcomes = transaction.decided(ids);
            assertThat(outcomes).hasSize(ids.size());
            return ids.stream().<Outcome>map(outcomes::get).toList();
        }
    }

    private static String lines(List<List<CellValue>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(CellValue::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static List<Request> requests(List<Step> steps) {
        var requests = new ArrayList<Request>();
        var placed = new ArrayList<UpdateId>();
        for (var step : steps) {
            var id = Requests.id(requests.size() + 1);
            if (step instanceof Step.Edit edit) {
                if (!edit.update().column().equals(KEY)) {
                    requests.add(new Request.UpdateCell(id, edit.update()));
                }
            } else if (step instanceof Step.Place place) {
                placed.add(id);
                var asWritten = CoreDriver.where(place.condition().text());
                requests.add(
                        new Request.PlaceHold(new Hold(id, place.sheet(), place.column(), asWritten, place.editor())));
            } else if (step instanceof Step.Lift lift) {
                var hold = lift.placed() < placed.size() ? placed.get(lift.placed()) : Requests.id(0);
                requests.add(new Request.LiftHold(id, hold, lift.editor()));
            }
        }
        return requests;
    }
}
