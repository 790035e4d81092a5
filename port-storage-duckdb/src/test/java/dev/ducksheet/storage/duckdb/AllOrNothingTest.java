package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import dev.ducksheet.testkit.Await;
import dev.ducksheet.testkit.Cells;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Faults;
import dev.ducksheet.testkit.Faults.Moment;
import dev.ducksheet.testkit.Faults.Point;
import dev.ducksheet.testkit.Workbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch on a file, with the store going away before and after each thing that the batch does. */
class AllOrNothingTest {
    private static final int REQUESTS = 12;
    private static final int APPLIED = 10;

    @TempDir
    private Path folder;

    private final Logger writerLog = Logger.getLogger("dev.ducksheet.core.application");
    private Path pristine;

    /** What a file holds. */
    private record Content(
            long version,
            int changes,
            int holds,
            List<List<CellValue>> leaves,
            List<List<CellValue>> totals,
            Optional<QueuePosition> position) {}

    @BeforeEach
    void make() {
        writerLog.setLevel(Level.OFF); // it has much to say of faults that are meant
        pristine = folder.resolve("pristine.duckdb");
        try (var store = store(pristine)) {
            Workbooks.tree(
                    store,
                    ColumnType.bigint(),
                    List.of(
                            Cells.row("S", "B1", "F1", 10, 1),
                            Cells.row("S", "B1", "F2", 30, 2),
                            Cells.row("S", "B2", "F1", 60, 3)));
        }
    }

    @AfterEach
    void logAgain() {
        writerLog.setLevel(null);
    }

    @Test
    void whatever_goes_away_before_or_after_a_batch_is_there_as_a_whole_or_not_at_all() throws Exception {
        var undisturbed = Faults.none();
        var nothing = content(pristine);
        var file = copy();
        try (var workbook = open(file, undisturbed)) {
            assertThat(submit(workbook)).allSatisfy(Await::done);
        }
        var everything = content(file);
        assertThat(everything.version()).isEqualTo(APPLIED);
        var points = undisturbed.passed().stream()
                .filter(AllOrNothingTest::isOfTheBatch)
                .toList();
        assertThat(points.stream().map(Point::effect).distinct())
                .contains(
                        "store.begin",
                        "transaction.match",
                        "transaction.leaves",
                        "transaction.write",
                        "transaction.find",
                        "transaction.insert",
                        "transaction.replace",
                        "transaction.delete",
                        "transaction.names",
                        "transaction.past",
                        "transaction.named",
                        "transaction.cells",
                        "transaction.restore",
                        "transaction.add",
                        "transaction.record",
                        "transaction.commit");
        for (var point : points) {
            breakAt(point, nothing, everything);
        }
        System.out.println("AllOrNothingTest: " + points.size() + " faults");
    }

    private void breakAt(Point point, Content nothing, Content everything) throws IOException {
        var file = copy();
        var faults = Faults.at(point);
        long next;
        try (var workbook = open(file, faults)) {
            for (var lost : submit(workbook)) {
                assertThat(Await.failure(lost)).as(point.toString()).isInstanceOf(PortUnavailableException.class);
            }
            assertThat(faults.struck()).containsExactly(point);
            var core = CoreDriver.of(workbook);
            var outcome = core.submit(CoreDriver.set("leaf", "weight", 9, "id = 1"));
            assertThat(outcome).as(point.toString()).isInstanceOf(Outcome.Applied.class);
            next = ((Outcome.Applied) outcome).version().number();
            assertThat(core.changes()).hasSize((int) next);
        }
        boolean committed = point.equals(new Point("transaction.commit", Moment.AFTER, 1));
        var expected = committed ? everything : nothing;
        var content = content(file);
        assertThat(next).isEqualTo(expected.version() + 1);
        assertThat(content.changes()).isEqualTo(expected.changes() + 1);
        assertThat(content.holds()).as(point.toString()).isEqualTo(expected.holds());
        assertThat(withoutWeights(content.leaves())).as(point.toString()).isEqualTo(withoutWeights(expected.leaves()));
        assertThat(content.totals()).as(point.toString()).isEqualTo(expected.totals());
    }

    private static boolean isOfTheBatch(Point point) {
        return point.effect().startsWith("transaction.") || point.effect().equals("store.begin");
    }

    /** Submits the batch and returns the outcomes to come. */
    private static List<CompletionStage<Outcome>> submit(Workbook workbook) {
        var outcomes = new ArrayList<CompletionStage<Outcome>>();
        for (var update : List.of(
                CoreDriver.set("leaf", "amount", 40, "id = 1"),
                CoreDriver.set("tree", "amount", 260, "supplier = 'S'"),
                add("leaf", "id = 2", 7),
                CoreDriver.set("leaf", "amount", 1, "id = 1000"),
                CoreDriver.set("leaf", "brand", "B3", "id = 3"))) {
            outcomes.add(((Submission.Queued) workbook.submitUpdate().submit(update)).outcome());
        }
        for (var edit : List.of(
                new RowEdit.Insert("leaf", List.of(leaf(4, "F3"), leaf(5, "F4"))),
                new RowEdit.Upsert("leaf", List.of(leaf(5, "F5"), leaf(6, "F6"))),
                new RowEdit.Update("leaf", Map.of("family", CellValue.of("F7")), CoreDriver.where("id = 6")),
                new RowEdit.Delete("leaf", CoreDriver.where("id = 4")))) {
            var submission = workbook.editRows().submit(edit, Signature.anonymous());
            outcomes.add(((Submission.Queued) submission).outcome());
        }
        for (long version : List.of(8L, 4L)) { // the deletion, and the leaf's brand
            var submission = workbook.undoVersion().undo(new Version(version), Signature.anonymous());
            outcomes.add(((Submission.Queued) submission).outcome());
        }
        var hold = workbook.manageHolds().place("leaf", "amount", CoreDriver.where("id = 3"), "ann");
        outcomes.add(((Submission.Queued) hold).outcome());
        return outcomes;
    }

    private static Map<String, CellValue> leaf(int id, String family) {
        return Map.of("id", CellValue.of(id), "family", CellValue.of(family), "amount", CellValue.of(1));
    }

    private static CellUpdate add(String sheet, String condition, long amount) {
        return CellUpdate.of(sheet, "amount", new Operation.Add(CellValue.of(amount)), CoreDriver.where(condition));
    }

    private static Workbook open(Path file, Faults faults) {
        return Ducksheet.open(
                faults.in(store(file)),
                new Gathering(REQUESTS),
                new InProcessChangeFeed(100),
                Clock.systemUTC(),
                new Random(1),
                Ducksheet.MAX_BATCH,
                Telemetry.NONE);
    }

    private static DuckDbWorkbookStore store(Path file) {
        return DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(new Random(1)));
    }

    private Path copy() throws IOException {
        var file = folder.resolve("copy.duckdb");
        Files.deleteIfExists(file);
        return Files.copy(pristine, file);
    }

    private static Content content(Path file) {
        var store = store(file);
        var position = store.position();
        try (var core = CoreDriver.over(store)) {
            return new Content(
                    store.head().version().number(),
                    core.changes().size(),
                    core.workbook().manageHolds().holds().size(),
                    core.rows("leaf", ""),
                    core.rows("tree", ""),
                    position);
        }
    }

    private static List<List<CellValue>> withoutWeights(List<List<CellValue>> leaves) {
        return leaves.stream().map(row -> row.subList(0, 5)).toList();
    }

    /** Gives nothing away until so many requests have come, and those at once. */
    private static final class Gathering implements RequestQueue {
        private final InProcessRequestQueue queue = new InProcessRequestQueue(100);
        private final CountDownLatch missing;

        Gathering(int requests) {
            missing = new CountDownLatch(requests);
        }

        @Override
        public void open(Optional<QueuePosition> position) {
            queue.open(position);
        }

        @Override
        public Admission append(Request request, TraceContext trace) {
            var admission = queue.append(request, trace);
            missing.countDown();
            return admission;
        }

        @Override
        public List<Queued> take(int max, Duration patience) throws InterruptedException {
            return missing.await(patience.toMillis(), TimeUnit.MILLISECONDS) ? queue.take(max, patience) : List.of();
        }

        @Override
        public void acknowledge(QueuePosition position) {
            queue.acknowledge(position);
        }

        @Override
        public void release(List<Queued> requests, PortUnavailableException cause) {
            queue.release(requests, cause);
        }

        @Override
        public int backlog() {
            return queue.backlog();
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
