package dev.ducksheet.bench;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Spreads a new total over the million leaves below a node of a rollup with three levels, from the submission to the
 * outcome, against a plain UPDATE of the same rows and its commit.
 */
final class SpreadOfLeaves implements Scenario {
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 11;

    private static final long LOW = 1_500_000_017;
    private static final long HIGH = 3_000_000_019L;

    private final Map<String, Long> totals = new HashMap<>();

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch();
                var floor = BareEngine.create(scratch.file("floor.duckdb"))) {
            var file = scratch.file("ours.duckdb");
            SampleWorkbook.create(file);
            var random = new Random(1);
            var store = DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(random));
            store.define(SampleWorkbook.rollup());
            try (var workbook = Ducksheet.open(store, Clock.systemUTC(), random)) {
                var timings = Timing.inTurns(
                        WARM_UP,
                        ROUNDS,
                        List.of(
                                bare(floor, "q", "BIGINT"),
                                ours(workbook, "q", "BIGINT"),
                                bare(floor, "price", "DECIMAL(18,2)"),
                                ours(workbook, "price", "DECIMAL(18,2)")));
                report.title("A proportional spread over 1M leaves, three levels");
                report.head("", "median (least to most)", "times the bare engine's");
                for (int i = 0; i < timings.size(); i++) {
                    report.row(
                            timings.get(i).name(),
                            Report.millis(timings.get(i)),
                            Report.format("%.1f", timings.get(i).times(timings.get(i - i % 2))));
                }
            }
        }
    }

    private static Timing.Contender bare(BareEngine floor, String column, String type) {
        var sql = "UPDATE item SET " + column + " = " + column + " + 1";
        return new Timing.Contender(
                "bare UPDATE of " + column + ", " + type, floor.inTransaction(() -> floor.execute(sql)));
    }

    private Timing.Contender ours(Ducksheet workbook, String column, String type) {
        return new Timing.Contender("Ducksheet, spread of " + column + ", " + type, () -> round(workbook, column));
    }

    /** Up and down, so that every leaf changes every time. */
    private long next(String column) {
        return totals.merge(column, HIGH, (total, high) -> total == HIGH ? LOW : HIGH);
    }

    /** Spreads another total than the last time. */
    long round(Ducksheet workbook, String column) {
        return spread(workbook, column, next(column));
    }

    private static long spread(Ducksheet workbook, String column, long total) {
        var update = CellUpdate.of(
                SampleWorkbook.ROLLUP,
                column,
                new Operation.Set(CellValue.of(total)),
                BatchOfSets.condition("supplier = 'Elliott'"));
        long start = System.nanoTime();
        var queued = (Submission.Queued) workbook.submitUpdate().submit(update);
        var outcome = queued.outcome().toCompletableFuture().join();
        long took = System.nanoTime() - start;
        if (!(outcome instanceof Outcome.Applied applied) || applied.rows() != SampleWorkbook.ITEMS) {
            throw new IllegalStateException("the spread did not reach the leaves: " + outcome);
        }
        return took;
    }
}
