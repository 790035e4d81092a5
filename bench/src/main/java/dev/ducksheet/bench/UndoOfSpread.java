package dev.ducksheet.bench;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbSettings.History;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/**
 * Spreads over the million leaves below a node of numbered rows, with and without what they were before kept, and takes
 * each back, against a plain UPDATE of the same rows and its commit.
 */
final class UndoOfSpread implements Scenario {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 9;

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch();
                var floor = BareEngine.create(scratch.file("floor.duckdb"))) {
            var with = scratch.file("with.duckdb");
            List<Timing> timings;
            long loaded;
            try (var plain = open(scratch.file("without.duckdb"), History.NONE);
                    var keeping = open(with, History.BY_DEFAULT)) {
                loaded = Files.size(with);
                var spread = new SpreadOfLeaves();
                timings = Timing.inTurns(
                        WARM_UP,
                        ROUNDS,
                        List.of(
                                bare(floor),
                                new Timing.Contender("spread, no history", () -> spread.round(plain, "q")),
                                // what is taken back each time is spread for the first time each time
                                new Timing.Contender(
                                        "spread, history kept", () -> new SpreadOfLeaves().round(keeping, "q")),
                                new Timing.Contender("undo of it", () -> undo(keeping))));
            }
            report.title("A spread over 1M numbered leaves, three levels, and its undo");
            report.head("", "median (least to most)", "times the bare engine's");
            timings.forEach(timing -> report.row(
                    timing.name(), Report.millis(timing), Report.format("%.1f", timing.times(timings.get(0)))));
            report.note(Report.format(
                    "The file got %,d bytes longer with each spread and its undo.",
                    (Files.size(with) - loaded) / (WARM_UP + ROUNDS)));
        }
    }

    private static Timing.Contender bare(BareEngine floor) {
        return new Timing.Contender(
                "bare UPDATE", floor.inTransaction(() -> floor.execute("UPDATE item SET q = q + 1")));
    }

    private static Ducksheet open(Path file, History history) {
        var random = new Random(1);
        var store =
                DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(random).keeping(history));
        SampleWorkbook.load(store);
        store.define(SampleWorkbook.rollup());
        return Ducksheet.open(store, Clock.systemUTC(), random);
    }

    private static long undo(Ducksheet workbook) {
        var newest = workbook.readUpdates().head().version();
        long start = System.nanoTime();
        var queued = (Submission.Queued) workbook.undoVersion().undo(newest, Signature.anonymous());
        var outcome = queued.outcome().toCompletableFuture().join();
        long took = System.nanoTime() - start;
        if (!(outcome instanceof Outcome.Applied applied) || applied.rows() != SampleWorkbook.ITEMS) {
            throw new IllegalStateException("the spread was not taken back: " + outcome);
        }
        return took;
    }
}
