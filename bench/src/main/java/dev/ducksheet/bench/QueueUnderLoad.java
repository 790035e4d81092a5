package dev.ducksheet.bench;

import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Offers single-cell sets at fixed rates to a workbook with the queue of its own process and to one behind a Redis, and
 * takes the times until each is applied and until a subscriber over HTTP has it; beside Redis alone with a consumer that
 * does nothing. All but Redis is in this one process.
 */
final class QueueUnderLoad implements Scenario {
    private static final int[] RATES = {1_000, 5_000, 10_000};
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(seconds());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Makes what is measured. */
    @FunctionalInterface
    private interface Contender {
        Pipeline open(Offers offers, Path file) throws Exception;
    }

    private static long seconds() {
        return Long.parseLong(System.getenv().getOrDefault("DUCKSHEET_BENCH_SECONDS", "10"));
    }

    @Override
    public void run(Report report) throws Exception {
        report.title("Single-cell sets through the queue, at a fixed rate");
        report.head(
                "offered a second",
                "",
                "shown a second",
                "turned away",
                "applied, p50",
                "p99",
                "at the subscriber, p50",
                "p99");
        for (int rate : RATES) {
            measure(report, rate, "embedded", WorkbookPipeline::embedded);
            for (var persistence : new Persistence[] {Persistence.EVERY_SECOND, Persistence.ALWAYS}) {
                measure(report, rate, persistence);
            }
        }
    }

    private static void measure(Report report, int rate, Persistence persistence) throws Exception {
        var name = persistence == Persistence.ALWAYS ? "always" : "everysec";
        withRedis(
                persistence,
                redis -> measure(
                        report,
                        rate,
                        "Redis, " + name,
                        (offers, file) -> WorkbookPipeline.behind(redis, offers, file)));
        withRedis(
                persistence,
                redis -> measure(
                        report, rate, "Redis alone, " + name, (offers, file) -> new BareStreams(redis, offers)));
    }

    /** Something measured on a Redis of its own. */
    @FunctionalInterface
    private interface Measurement {
        void on(URI redis) throws Exception;
    }

    private static void withRedis(Persistence persistence, Measurement measurement) throws Exception {
        try (var redis = RealRedis.start(RedisOptions.durable().persisting(persistence))) {
            measurement.on(redis.uri());
        }
    }

    private static void measure(Report report, int rate, String name, Contender contender) throws Exception {
        var offers = new Offers(rate, WARM_UP, MEASURED);
        try (var scratch = new Scratch()) {
            var file = scratch.file("queue.duckdb");
            SampleWorkbook.createCells(file);
            try (var pipeline = contender.open(offers, file)) {
                offers.run(pipeline, PATIENCE);
            }
        }
        report.row(
                Report.format("%,d", rate),
                name + (offers.missing() == 0 ? "" : ", " + offers.missing() + " not shown in time"),
                Report.format("%,.0f", offers.shownPerSecond()),
                offers.refused(),
                Report.millis(offers.appliedAfter(), 50),
                Report.millis(offers.appliedAfter(), 99),
                Report.millis(offers.shownAfter(), 50),
                Report.millis(offers.shownAfter(), 99));
    }
}
