package dev.ducksheet.bench;

import java.time.Duration;
import java.util.Random;

/** The share of HTTP: single-cell sets as {@link HttpSets} sends them, to a workbook that answers without applying. */
final class HttpAlone implements Scenario {
    private static final int CONNECTIONS = 128;
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final Random random = new Random(1);

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch()) {
            var file = scratch.file("ours.duckdb");
            SampleWorkbook.create(file);
            report.title("HTTP alone: single-cell sets, 128 connections, nothing applied");
            report.head("round", "sets per second", "processor time of the server per set", "p50", "p99");
            try (var server = ServerProcess.startInstant(file);
                    var loop = new ClosedLoop(server.port(), CONNECTIONS, this::request)) {
                loop.run(WARM_UP);
                for (int round = 1; round <= ROUNDS; round++) {
                    measure(report, round, server, loop);
                }
            }
        }
    }

    private static void measure(Report report, int round, ServerProcess server, ClosedLoop loop) throws Exception {
        long before = server.processorNanos();
        var latencies = loop.run(ROUND);
        long sets = latencies.getTotalCount();
        report.row(
                round,
                Report.format("%,.0f", sets / (double) ROUND.toSeconds()),
                Report.format("%.1f µs", (server.processorNanos() - before) / 1e3 / sets),
                Report.millis(latencies, 50),
                Report.millis(latencies, 99));
    }

    private byte[] request() {
        return Requests.set(random.nextInt(SampleWorkbook.ITEMS), random.nextInt(1000));
    }
}
