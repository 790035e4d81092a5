package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With DUCKSHEET_LOG_FORMAT=json each line is an object, and an edit is found by its id all the way. */
class JsonLogTest extends OnTree {
    private static final String SECRET = "hush-4711";

    private final RealRedis redis = RealRedis.start(RedisOptions.durable().password(SECRET));

    @AfterEach
    void end() {
        redis.close();
    }

    private Cli start(String... arguments) {
        var variables = new HashMap<>(Map.of("DUCKSHEET_LOG", "debug", "DUCKSHEET_LOG_FORMAT", "json"));
        variables.put("DUCKSHEET_QUEUE", redis.uri().toString());
        var all = new ArrayList<>(List.of("serve", "--open", "--port", "0"));
        all.addAll(Arrays.asList(arguments));
        return Cli.startWith(variables, all.toArray(String[]::new));
    }

    /** Returns who logged a line with that word in it, in the order of the lines. */
    private static List<String> loggersOf(String word, String log) {
        return log.lines()
                .map(Json::read)
                .filter(line -> line.path("formattedMessage").asText().contains(word))
                .map(line -> line.path("loggerName").asText().replaceAll(".*\\.", ""))
                .toList();
    }

    private static void awaitLogged(Supplier<String> log, String logger, String id) {
        Eventually.is(true, () -> loggersOf(id, log.get()).contains(logger));
    }

    @Test
    void an_edit_is_found_by_its_id_from_the_api_through_the_queue_to_the_store() {
        try (var writer = start("--workbook", file().toString());
                var front = start("--api-only")) {
            var api = ready(front);
            writer.uri();
            var answer = api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45));
            assertThat(answer.status()).isEqualTo(200);
            var id = answer.body().path("update_id").asText();
            awaitLogged(front::err, "RedisRequestQueue", id);
            awaitLogged(writer::err, "Writer", id);
            assertThat(loggersOf(id, front.err())).contains("Submissions", "Submitting", "RedisRequestQueue");
            assertThat(loggersOf(id, writer.err())).containsSubsequence("DuckDbTransaction", "Writer");
            assertThat(writer.err().lines().map(Json::read))
                    .as("the id is a value of its own too")
                    .anyMatch(line -> line.path("arguments").path(0).asText().equals(id));
            for (var log : List.of(writer.err(), front.err())) {
                assertThat(log.lines().map(Json::read)).allMatch(JsonNode::isObject);
                assertThat(log).doesNotContain(SECRET);
            }
        }
    }
}
