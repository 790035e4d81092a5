package dev.ducksheet.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * Sets random single cells over HTTP, 128 connections that each wait for the outcome, against one prepared UPDATE and
 * commit for each: for each request, in the place of the writer and its store, and bare, without HTTP. Each server is a
 * JVM of its own; the load comes from one thread of this one.
 */
final class HttpSets implements Scenario {
    private static final int CONNECTIONS = 128;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Random random = new Random(1);

    @Override
    public void run(Report report) throws Exception {
        for (var order : SampleWorkbook.Order.values()) {
            try (var scratch = new Scratch()) {
                var file = scratch.file("ours.duckdb");
                var unused = scratch.file("unused.duckdb");
                var one = scratch.file("one.duckdb");
                var bare = scratch.file("floor.duckdb");
                for (var each : List.of(file, unused, one, bare)) {
                    SampleWorkbook.create(each, order);
                }
                report.title("Single-cell sets over HTTP, 128 connections, 1M rows, order of ids: " + order);
                report.head(
                        "round",
                        "Ducksheet, sets per second",
                        "p50",
                        "p99",
                        "one by one over HTTP",
                        "p50",
                        "times its rate",
                        "bare",
                        "times its rate");
                try (var floor = new OneByOne(bare);
                        var ours = ServerProcess.start(file);
                        var oneByOne = ServerProcess.startOneByOne(unused, one)) {
                    measure(report, ours, oneByOne, floor);
                }
            }
        }
    }

    private void measure(Report report, ServerProcess ours, ServerProcess oneByOne, OneByOne floor) throws Exception {
        load(ours, WARM_UP);
        load(oneByOne, WARM_UP);
        bare(floor, WARM_UP.dividedBy(10));
        for (int round = 1; round <= ROUNDS; round++) {
            var latencies = load(ours, ROUND);
            var one = load(oneByOne, ROUND);
            double bare = bare(floor, ROUND);
            double rate = rate(latencies);
            report.row(
                    round,
                    Report.format("%,.0f", rate),
                    Report.millis(latencies, 50),
                    Report.millis(latencies, 99),
                    Report.format("%,.0f", rate(one)),
                    Report.millis(one, 50),
                    Report.format("%.1f", rate / rate(one)),
                    Report.format("%,.0f", bare),
                    Report.format("%.1f", rate / bare));
        }
    }

    private Histogram load(ServerProcess server, Duration duration) throws Exception {
        try (var loop = new ClosedLoop(server.port(), CONNECTIONS, this::request)) {
            return loop.run(duration);
        }
    }

    private static double rate(Histogram latencies) {
        return latencies.getTotalCount() / (double) ROUND.toSeconds();
    }

    private byte[] request() {
        return Requests.set(random.nextInt(SampleWorkbook.ITEMS), random.nextInt(1000));
    }

    /** Returns how many sets per second. */
    private double bare(OneByOne floor, Duration duration) throws SQLException {
        long start = System.nanoTime();
        long sets = 0;
        while (System.nanoTime() - start < duration.toNanos()) {
            floor.set(random.nextInt(SampleWorkbook.ITEMS), random.nextInt(1000));
            sets++;
        }
        return sets * 1e9 / (System.nanoTime() - start);
    }
}
