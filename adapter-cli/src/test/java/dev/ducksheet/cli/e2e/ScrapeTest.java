package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server shows to a Prometheus is what docs/operations.md lists, and it counts what happened. */
class ScrapeTest extends OnTree {
    private static final Path TABLE = Path.of("..", "docs", "operations.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z_]+)` \\| (counter|gauge|histogram|summary) \\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE ([a-z_]+) (.*)$");

    private final RealRedis redis = RealRedis.start(RedisOptions.durable());

    @AfterEach
    void end() {
        redis.close();
    }

    private static Map<String, String> documented() {
        try {
            return types(ROW, Files.readString(TABLE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> types(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .collect(Collectors.toMap(
                        match -> match.group(1), match -> match.group(2), (one, other) -> one, TreeMap::new));
    }

    private static String scrape(URI server) {
        try {
            var request = HttpRequest.newBuilder(server.resolve("/metrics")).build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the value of a sample, or of the sum of those with other labels. */
    private static double value(String scrape, String sample) {
        return scrape.lines()
                .filter(line -> line.startsWith(sample + " ") || line.startsWith(sample + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Everything that is listed is there, and what is ours is listed; each timer has its greatest value besides. */
    private static void assertIsAsDocumented(String scrape) {
        var documented = documented();
        var shown = types(TYPE, scrape);
        assertThat(documented).hasSizeGreaterThan(15);
        assertThat(shown).containsAllEntriesOf(documented);
        Set<String> ours = shown.keySet().stream()
                .filter(name -> name.startsWith("ducksheet_") && !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented.keySet()).containsAll(ours);
    }

    private static void edit(Api api) {
        assertThat(api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45)).status()).isEqualTo(200);
        assertThat(api.update(Edit.OfLeaf.of(2, Edit.Op.SET, 45)).status()).isEqualTo(200);
        assertThat(api.update(Edit.OfLeaf.of(99, Edit.Op.SET, 45)).status()).isEqualTo(404);
        assertThat(api.post(
                                "/update_cell",
                                "{\"table\": \"none\", \"column\": \"c\", \"value\": 1," + " \"condition\": \"a = 1\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_embedded_server_shows_what_is_documented_and_counts() {
        try (var server = Cli.serve(file())) {
            edit(new Api(server.uri()));
            var scrape = scrape(server.uri());
            assertIsAsDocumented(scrape);
            assertThat(value(scrape, "ducksheet_edits_applied_total")).isEqualTo(2);
            assertThat(value(scrape, "ducksheet_edits_refused_total{reason=\"no_match\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "ducksheet_edits_refused_total{reason=\"unknown_table\"}"))
                    .isEqualTo(1);
            assertThat(value(scrape, "ducksheet_batch_size_sum")).isEqualTo(3);
            assertThat(value(scrape, "ducksheet_apply_seconds_sum")).isPositive();
            assertThat(value(scrape, "ducksheet_show_delay_seconds_count")).isEqualTo(3);
            assertThat(scrape).contains("method=\"POST\",status=\"200\",uri=\"/update_cell\"");
        }
    }

    @Test
    void servers_on_redis_show_what_is_documented_and_count() {
        try (var writer = Cli.serve(file(), "--queue", redis.uri().toString());
                var front = Cli.front(redis.uri().toString())) {
            var api = ready(front);
            edit(api);
            Eventually.is(2.0, () -> value(scrape(writer.uri()), "ducksheet_publish_delay_seconds_count"));
            var scrape = scrape(writer.uri());
            assertIsAsDocumented(scrape);
            assertIsAsDocumented(scrape(front.uri()));
            assertThat(value(scrape, "ducksheet_edits_applied_total")).isEqualTo(2);
            assertThat(value(scrape(front.uri()), "ducksheet_edits_refused_total{reason=\"unknown_table\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void what_waits_in_redis_and_lies_aside_is_shown_by_every_server_and_so_are_reconnects() {
        try (var writer = Cli.serve(file(), "--queue", redis.uri().toString());
                var front = Cli.front(redis.uri().toString())) {
            var api = ready(front);
            redis.command("XADD", "request_duck", "*", "data", "no JSON");
            Eventually.is(1.0, () -> value(scrape(front.uri()), "ducksheet_dead_letters"));
            Eventually.is(1.0, () -> value(scrape(writer.uri()), "ducksheet_dead_letters"));
            writer.pause();
            for (int i = 0; i < 3; i++) {
                assertThat(api.update(Edit.OfLeaf.of(1, Edit.Op.SET, i), "Prefer", "respond-async")
                                .status())
                        .isEqualTo(202);
            }
            Eventually.is(3.0, () -> value(scrape(front.uri()), "ducksheet_queue_lag"));
            writer.resume();
            Eventually.is(0.0, () -> value(scrape(front.uri()), "ducksheet_queue_lag"));
            redis.kill();
            redis.restart();
            Eventually.is(true, () -> value(scrape(front.uri()), "ducksheet_redis_reconnects_total") >= 1);
        }
    }
}
