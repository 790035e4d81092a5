package dev.ducksheet.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Offers 100 edits a second, whether or not the last ones are answered, and takes the time from before each POST to the
 * arrival of its event on a live feed; and, to know the feed's part in it, to the arrival of its answer.
 */
final class EditToEvent implements Scenario {
    private static final int PER_SECOND = 100;
    private static final int WARM_UP = 10 * PER_SECOND;
    private static final int EDITS = 30 * PER_SECOND;
    private static final Pattern VALUE = Pattern.compile("\"q\":(\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();
    private final Histogram events = new Histogram(3);
    private final Histogram answers = new ConcurrentHistogram(3);

    @Override
    public void run(Report report) throws Exception {
        try (var scratch = new Scratch()) {
            var file = scratch.file("ours.duckdb");
            SampleWorkbook.create(file);
            try (var server = ServerProcess.start(file)) {
                measure(server.port());
                report.title("From an edit to its event, 100 edits a second");
                report.head("to the", "edits", "p50", "p99", "most");
                row(report, "event", events);
                row(report, "answer", answers);
            }
        }
    }

    private static void row(Report report, String name, Histogram latencies) {
        report.row(
                name,
                latencies.getTotalCount(),
                Report.millis(latencies, 50),
                Report.millis(latencies, 99),
                Report.millis(latencies, 100));
    }

    private void measure(int port) throws Exception {
        var feed = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/get_updates"))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        if (feed.statusCode() != 200) {
            throw new IllegalStateException("no live feed: " + feed.statusCode());
        }
        var sender = new Thread(() -> offer(port), "edits");
        try (var lines = new BufferedReader(new InputStreamReader(feed.body(), StandardCharsets.UTF_8))) {
            sender.start();
            receive(lines);
        }
        sender.join();
    }

    /** The value that an edit sets tells which edit an event is of. */
    private void receive(BufferedReader lines) throws IOException {
        int seen = 0;
        for (var line = lines.readLine(); line != null && seen < WARM_UP + EDITS; line = lines.readLine()) {
            long arrived = System.nanoTime();
            var value = VALUE.matcher(line);
            while (line.startsWith("data:") && value.find()) {
                long sent = sentAt.getOrDefault(Long.parseLong(value.group(1)), arrived);
                if (seen++ >= WARM_UP) {
                    events.recordValue(arrived - sent);
                }
            }
            if (seen >= WARM_UP + EDITS) {
                return;
            }
        }
        throw new IOException("the feed ended after " + seen + " edits");
    }

    private void offer(int port) {
        var uri = URI.create("http://127.0.0.1:" + port + "/update_cell");
        long start = System.nanoTime();
        for (long i = 0; i < WARM_UP + EDITS; i++) {
            sleepUntil(start + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
            long value = 1_000_000 + i;
            var body = "{\"table\":\"item\",\"column\":\"q\",\"value\":" + value + ",\"condition\":\"id = "
                    + i * 7919 % SampleWorkbook.ITEMS + "\"}";
            var request = HttpRequest.newBuilder(uri)
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            long sent = System.nanoTime();
            sentAt.put(value, sent);
            boolean counts = i >= WARM_UP;
            var unused = client.sendAsync(request, BodyHandlers.discarding()).thenRun(() -> answered(counts, sent));
        }
    }

    private void answered(boolean counts, long sent) {
        if (counts) {
            answers.recordValue(System.nanoTime() - sent);
        }
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
