package dev.ducksheet.bench;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.out.RequestQueue.Admission;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Sets 10,000 single cells in one batch: from the moment the writer may take them until all are acknowledged, against
 * the same cells appended to a temporary table, joined by one UPDATE and committed.
 */
final class BatchOfSets implements Scenario {
    static final int SETS = 10_000;
    private static final int WARM_UP = 40;
    private static final int ROUNDS = 25;

    private final Random random = new Random(1);
    private long lastMillis = System.currentTimeMillis();

    @Override
    public void run(Report report) throws Exception {
        report.title("10,000 single-cell sets in one batch, 1M rows");
        report.head("", "median (least to most)", "sets per second", "share of the bare engine's speed");
        compare(report, "Ducksheet", false);
        compare(report, "Ducksheet, a rollup of three levels on the table", true);
    }

    private void compare(Report report, String name, boolean withRollup) throws Exception {
        try (var scratch = new Scratch();
                var floor = BareEngine.create(scratch.file("floor.duckdb"));
                var ours = new Writing(scratch.file("ours.duckdb"), withRollup)) {
            var timings = Timing.inTurns(
                    WARM_UP,
                    ROUNDS,
                    List.of(
                            new Timing.Contender("bare staged join", () -> bare(floor)),
                            new Timing.Contender(name, ours::round)));
            timings.forEach(timing -> report.row(
                    timing.name(),
                    Report.millis(timing),
                    Report.format("%,.0f", SETS / timing.medianMillis() * 1000),
                    Report.format("%.2f", 1 / timing.times(timings.get(0)))));
        }
    }

    private long bare(BareEngine floor) throws Exception {
        var ids = ids();
        return floor.inTransaction(() -> floor.setByStagedJoin(ids, random)).run();
    }

    private long[] ids() {
        return random.longs(0, SampleWorkbook.ITEMS).distinct().limit(SETS).toArray();
    }

    /** Returns an id as the core makes them, ordered by time. */
    private UpdateId updateId() {
        lastMillis = Math.max(lastMillis, System.currentTimeMillis());
        long high = lastMillis << 16 | 0x7000 | random.nextInt(0x1000);
        return new UpdateId(new UUID(high, random.nextLong() >>> 2 | 1L << 63));
    }

    private Request request(long id) {
        var value = new Operation.Set(CellValue.of(random.nextInt(1000)));
        return new Request.UpdateCell(updateId(), CellUpdate.of("item", "q", value, condition("id = " + id)));
    }

    static Condition condition(String text) {
        return ((ParseResult.Parsed) ConditionParser.parse(text)).condition();
    }

    private DuckDbWorkbookStore opened(Path file, boolean withRollup) throws Exception {
        SampleWorkbook.create(file);
        var store = DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(random));
        if (withRollup) {
            store.define(SampleWorkbook.rollup());
        }
        return store;
    }

    /** A workbook whose writer takes a prepared batch at once. */
    final class Writing implements AutoCloseable {
        private final GatedQueue queue = new GatedQueue(SETS);
        private final Ducksheet workbook;

        Writing(Path file, boolean withRollup) throws Exception {
            this(opened(file, withRollup));
        }

        Writing(DuckDbWorkbookStore store) {
            workbook = Ducksheet.open(
                    store,
                    queue,
                    new InProcessChangeFeed(SETS),
                    Clock.systemUTC(),
                    random,
                    Ducksheet.MAX_BATCH,
                    Telemetry.NONE);
        }

        long round() {
            List<CompletableFuture<Void>> durable = new ArrayList<>();
            for (long id : ids()) {
                var admission = (Admission.Accepted) queue.append(request(id));
                durable.add(admission.durable().toCompletableFuture());
            }
            long start = System.nanoTime();
            queue.letThrough();
            durable.forEach(CompletableFuture::join);
            return System.nanoTime() - start;
        }

        @Override
        public void close() {
            workbook.close();
        }
    }
}
