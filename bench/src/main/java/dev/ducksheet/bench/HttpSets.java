package dev.ducksheet.bench;

import java.time.Duration;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * Sets random single cells over HTTP, 128 connections that each wait for the outcome, against one prepared UPDATE and
 * commit per cell. The server is a JVM of its own; the load comes from one thread of this one.
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
                var bare = scratch.file("floor.duckdb");
                SampleWorkbook.create(file, order);
                SampleWorkbook.create(bare, order);
                report.title("Single-cell sets over HTTP, 128 connections, 1M rows, order of ids: " + order);
                report.head(
                        "round", "Ducksheet, sets per second", "p50", "p99", "bare, sets per second", "times its rate");
                try (var floor = BareEngine.open(bare);
                        var server = ServerProcess.start(file)) {
                    measure(report, floor, server);
                }
            }
        }
    }

    private void measure(Report report, BareEngine floor, ServerProcess server) throws Exception {
        try (var loop = new ClosedLoop(server.port(), CONNECTIONS, this::request)) {
            loop.run(WARM_UP);
        }
        oneByOne(floor, WARM_UP.dividedBy(10));
        for (int round = 1; round <= ROUNDS; round++) {
            Histogram latencies;
            try (var loop = new ClosedLoop(server.port(), CONNECTIONS, this::request)) {
                latencies = loop.run(ROUND);
            }
            double ours = latencies.getTotalCount() / (double) ROUND.toSeconds();
            double bare = oneByOne(floor, ROUND);
            report.row(
                    round,
                    Report.format("%,.0f", ours),
                    Report.millis(latencies, 50),
                    Report.millis(latencies, 99),
                    Report.format("%,.0f", bare),
                    Report.format("%.1f", ours / bare));
        }
    }

    private byte[] request() {
        return Requests.set(random.nextInt(SampleWorkbook.ITEMS), random.nextInt(1000));
    }

    /** Returns how many sets per second. */
    private double oneByOne(BareEngine floor, Duration duration) throws Exception {
        long start = System.nanoTime();
        long sets = 0;
        try (var update = floor.connection().prepareStatement("UPDATE item SET q = ? WHERE id = ?")) {
            while (System.nanoTime() - start < duration.toNanos()) {
                update.setLong(1, random.nextInt(1000));
                update.setLong(2, random.nextInt(SampleWorkbook.ITEMS));
                update.executeUpdate();
                sets++;
            }
        }
        return sets * 1e9 / (System.nanoTime() - start);
    }
}
