package dev.ducksheet.bench;

import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbSettings.History;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Batches of 10,000 single-cell sets on numbered rows, with what the cells were before kept and not: the time of a batch,
 * and how much longer the file gets with each edit.
 */
final class HistoryKept implements Scenario {
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 25;

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch()) {
            var without = scratch.file("without.duckdb");
            var with = scratch.file("with.duckdb");
            long empty = load(without, History.NONE);
            load(with, History.BY_DEFAULT);
            List<Timing> timings;
            try (var bare = writing(without, History.NONE);
                    var keeping = writing(with, History.BY_DEFAULT)) {
                timings = Timing.inTurns(
                        WARM_UP,
                        ROUNDS,
                        List.of(
                                new Timing.Contender("no history", bare::round),
                                new Timing.Contender("history kept", keeping::round)));
            }
            report.title("10,000 single-cell sets in one batch, 1M numbered rows, history kept or not");
            report.head(
                    "",
                    "median (least to most)",
                    "sets per second",
                    "share of the speed without",
                    "bytes of the file for each set");
            for (int i = 0; i < timings.size(); i++) {
                report.row(
                        timings.get(i).name(),
                        Report.millis(timings.get(i)),
                        Report.format("%,.0f", BatchOfSets.SETS / timings.get(i).medianMillis() * 1000),
                        Report.format("%.2f", 1 / timings.get(i).times(timings.get(0))),
                        Report.format("%.0f", bytesPerSet(i == 0 ? without : with, empty)));
            }
        }
    }

    /** Returns the size of the file. */
    private static long load(Path file, History history) throws Exception {
        try (var store = open(file, history)) {
            SampleWorkbook.load(store);
            store.define(SampleWorkbook.rollup());
        }
        return Files.size(file);
    }

    private static DuckDbWorkbookStore open(Path file, History history) {
        return DuckDbWorkbookStore.open(
                file, DuckDbSettings.defaults(new Random(1)).keeping(history));
    }

    private static BatchOfSets.Writing writing(Path file, History history) {
        return new BatchOfSets().new Writing(open(file, history));
    }

    private static double bytesPerSet(Path file, long before) throws Exception {
        return (double) (Files.size(file) - before) / ((WARM_UP + ROUNDS) * BatchOfSets.SETS);
    }
}
