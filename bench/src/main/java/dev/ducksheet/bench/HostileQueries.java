package dev.ducksheet.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Sets single cells over HTTP, 16 connections that each wait for the outcome, while four clients send queries that take
 * all they can get, one after the other, against the same sets on an idle server.
 */
final class HostileQueries implements Scenario {
    private static final int CONNECTIONS = 16;
    private static final int CLIENTS = 4;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration ROUND = Duration.ofSeconds(10);

    /** One of each kind of harm that runs until it is ended; what is refused costs nothing. */
    private static final List<String> QUERIES = List.of(
            "SELECT count(*) FROM range(100000) a, range(100000) b",
            "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT count(*) FROM r",
            "SELECT max(md5(range::VARCHAR)) FROM range(10000000000)",
            "SELECT list(range) FROM range(10000000000)",
            "SELECT string_agg(repeat('x', 1000), ',') FROM range(100000000)",
            "SELECT count(DISTINCT a.range * b.range) FROM range(100000) a, range(100000) b",
            "SELECT * FROM range(1000000000) ORDER BY hash(range)",
            "SELECT count(*) FROM item a JOIN item b ON a.q < b.q");

    private final Random random = new Random(1);

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch()) {
            var file = scratch.file("ours.duckdb");
            SampleWorkbook.create(file);
            try (var server = ServerProcess.start(file)) {
                report.title("Single-cell sets over HTTP, 16 connections, 1M rows, beside hostile queries");
                report.head("", "sets per second", "p50", "p99", "most", "queries ended");
                sets(server, WARM_UP);
                row(report, "idle", sets(server, ROUND), 0);
                beside(report, server);
                row(report, "idle again", sets(server, ROUND), 0);
            }
        }
    }

    private void beside(Report report, ServerProcess server) throws Exception {
        var over = new AtomicBoolean();
        var ended = new AtomicInteger();
        var clients = new Thread[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            int first = i;
            clients[i] = new Thread(() -> ask(server, first, over, ended));
            clients[i].start();
        }
        var latencies = sets(server, ROUND.multipliedBy(3));
        over.set(true);
        for (var client : clients) {
            client.join();
        }
        row(report, CLIENTS + " hostile clients", latencies, ended.get());
    }

    private static void ask(ServerProcess server, int first, AtomicBoolean over, AtomicInteger ended) {
        for (int i = first; !over.get(); i++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write(Requests.query("csv", QUERIES.get(i % QUERIES.size()), 2));
                var unused = socket.getInputStream().readAllBytes();
                ended.incrementAndGet();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Histogram sets(ServerProcess server, Duration duration) throws IOException {
        try (var loop = new ClosedLoop(
                server.port(),
                CONNECTIONS,
                () -> Requests.set(random.nextInt(SampleWorkbook.ITEMS), random.nextInt(1000)))) {
            var latencies = loop.run(duration);
            latencies.setTag(Long.toString(duration.toSeconds()));
            return latencies;
        }
    }

    private static void row(Report report, String name, Histogram latencies, int ended) {
        report.row(
                name,
                Report.format("%,.0f", latencies.getTotalCount() / Double.parseDouble(latencies.getTag())),
                Report.millis(latencies, 50),
                Report.millis(latencies, 99),
                Report.millis(latencies, 100),
                ended);
    }
}
