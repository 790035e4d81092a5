package dev.ducksheet.bench;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.HttpSettings;
import dev.ducksheet.queue.redis.RedisAddress;
import dev.ducksheet.queue.redis.RedisSettings;
import dev.ducksheet.queue.redis.RedisStreams;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A workbook, embedded or behind a Redis, with one subscriber to its live feed over HTTP. */
final class WorkbookPipeline implements Pipeline {
    private static final Pattern VALUE = Pattern.compile("\"q\":(\\d+)");
    private static final List<Condition> CELLS = IntStream.range(0, SampleWorkbook.CELLS)
            .mapToObj(id -> condition("id = " + id))
            .toList();

    private final Offers offers;
    private final Optional<RedisStreams> streams;
    private final Workbook workbook;
    private final HttpServer server;

    private WorkbookPipeline(Offers offers, Workbook workbook, Optional<RedisStreams> streams) throws Exception {
        this.offers = offers;
        this.workbook = workbook;
        this.streams = streams;
        server = HttpServer.start(workbook, HttpSettings.defaults("bench"));
        follow();
    }

    /** Opens a workbook with the queue of this process. */
    static WorkbookPipeline embedded(Offers offers, Path file) throws Exception {
        var random = new SecureRandom();
        var workbook = Ducksheet.open(store(file, random), Clock.systemUTC(), random);
        return new WorkbookPipeline(offers, workbook, Optional.empty());
    }

    /** Opens a workbook behind a Redis. */
    static WorkbookPipeline behind(URI redis, Offers offers, Path file) throws Exception {
        var random = new SecureRandom();
        var store = store(file, random);
        var settings = RedisSettings.of(RedisAddress.parse(redis.toString()));
        var streams =
                RedisStreams.connect(settings, file.toString(), store.head().epoch(), random, Telemetry.NONE);
        var workbook = Ducksheet.open(
                store, streams.queue(), streams.feed(), Clock.systemUTC(), random, Ducksheet.MAX_BATCH, Telemetry.NONE);
        return new WorkbookPipeline(offers, workbook, Optional.of(streams));
    }

    private static DuckDbWorkbookStore store(Path file, SecureRandom random) {
        return DuckDbWorkbookStore.open(file, DuckDbSettings.defaults(random));
    }

    private static Condition condition(String text) {
        return ((ParseResult.Parsed) ConditionParser.parse(text)).condition();
    }

    private void follow() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.uri().resolve("/get_updates"))
                .header("Accept", "text/event-stream")
                .build();
        var feed = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        var reader = new BufferedReader(new InputStreamReader(feed.body(), StandardCharsets.UTF_8));
        var thread = new Thread(() -> read(reader), "subscriber");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var value = VALUE.matcher(line);
                while (line.startsWith("data:") && value.find()) {
                    offers.shown(Integer.parseInt(value.group(1)) - 1);
                }
            }
        } catch (IOException e) {
            System.err.println("the live feed ended: " + e.getMessage()); // as it does when the server is closed
        }
    }

    @Override
    public void offer(int number) {
        var update = CellUpdate.of("cell", "q", new Operation.Set(CellValue.of(number + 1)), CELLS.get((int)
                (number * 7919L % CELLS.size())));
        try {
            if (workbook.submitUpdate().submit(update) instanceof Submission.Queued queued) {
                var unused = queued.outcome().whenComplete((outcome, failure) -> note(number, outcome));
            } else {
                offers.refused(number);
            }
        } catch (PortUnavailableException e) {
            offers.refused(number);
        }
    }

    private void note(int number, Outcome outcome) {
        if (outcome instanceof Outcome.Applied) {
            offers.applied(number);
        } else {
            offers.refused(number);
        }
    }

    @Override
    public void close() {
        server.close();
        workbook.close();
        streams.ifPresent(RedisStreams::close);
    }
}
