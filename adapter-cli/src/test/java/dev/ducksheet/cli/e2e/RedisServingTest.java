package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A workbook behind a Redis, in processes as an operator starts them. */
class RedisServingTest extends OnTree {

    private final RedisRoom redis = RedisRoom.open();

    @AfterEach
    void end() {
        redis.close();
    }

    private Cli serve() {
        return Cli.serve(file(), "--queue", redis.address());
    }

    @Test
    void an_edit_goes_through_request_duck_and_comes_out_of_response_duck() {
        try (var server = serve()) {
            var api = new Api(server.uri());
            var answer = api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(entries("request_duck")).hasSize(1);
            assertThat(fields(entries("request_duck").get(0)))
                    .contains(
                            "v",
                            "1",
                            "kind",
                            "update_cell",
                            answer.body().path("update_id").asText());
            assertThat(entries("response_duck").get(0).get(0)).isEqualTo("1-0");
        }
    }

    @Test
    void a_file_is_merged_by_one_small_request_in_the_order_of_edits() {
        try (var server = serve()) {
            var api = new Api(server.uri());
            var table =
                    "{\"name\": \"t\", \"key\": [\"id\"], \"columns\": [{\"name\": \"id\", \"type\": \"INTEGER\"}]}";
            assertThat(api.post("/tables", table).status()).isEqualTo(201);
            var taken = api.post("/imports?table=t&name=t.csv", "id\n1\n2\n");
            assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
            var path = "/jobs/" + taken.body().path("id").asText();
            Eventually.is("done", () -> api.get(path).body().path("state").asText());
            var job = api.get(path).body();
            assertThat(job.path("rows").path("inserted").asLong()).isEqualTo(2);
            assertThat(api.column("t", "id")).containsExactly(CellValue.of(1), CellValue.of(2));
            // What webhooks are told of the job goes the same way, before the merge or after it.
            var merges = entries("request_duck").stream()
                    .map(entry -> String.join(" ", fields(entry)))
                    .filter(request -> request.contains("kind edit_rows "))
                    .toList();
            assertThat(merges).hasSize(1);
            assertThat(merges.get(0))
                    .contains(job.path("id").asText(), job.path("update_id").asText())
                    .hasSizeLessThan(1000);
            assertThat(entries("response_duck"))
                    .anySatisfy(
                            entry -> assertThat(String.join(" ", fields(entry))).contains("rows_imported"));
        }
    }

    @Test
    void what_is_appended_by_hand_is_applied() {
        try (var server = serve()) {
            var api = new Api(server.uri());
            redis.command(
                    "XADD",
                    redis.key("request_duck"),
                    "*",
                    "data",
                    "{\"data\":" + Edit.OfLeaf.of(1, Edit.Op.SET, 7).json() + "}");
            var updates = api.get("/get_updates?since=0&wait=20");
            assertThat(updates.body().path("data").path("updates").size()).isPositive();
            assertThat(api.column("leaf", "amount")).contains(CellValue.of(7));
        }
    }

    @Test
    void accepted_means_on_disk_if_that_is_asked_for_and_a_redis_too_old_for_it_is_refused_in_one_sentence() {
        boolean knowsHow = ((List<?>) redis.command("COMMAND", "INFO", "WAITAOF")).get(0) != null;
        if (knowsHow) {
            try (var server = Cli.serve(file(), "--queue", redis.address(), "--wait-aof", "local")) {
                var edit = Edit.OfLeaf.of(1, Edit.Op.SET, 45);
                assertThat(new Api(server.uri())
                                .update(edit, "Prefer", "respond-async")
                                .status())
                        .isEqualTo(202);
            }
        } else {
            var refused = Cli.run(
                    "serve",
                    "--workbook",
                    file().toString(),
                    "--open",
                    "--port",
                    "0",
                    "--queue",
                    redis.address(),
                    "--wait-aof",
                    "local");
            assertThat(refused.exitCode()).isEqualTo(4);
            assertThat(refused.err())
                    .startsWith("ducksheet: this Redis, version ")
                    .hasLineCount(1);
        }
    }

    @Test
    void while_redis_is_away_reads_go_on_and_edits_are_turned_away_within_a_second() {
        try (var mortal = RealRedis.start(RedisOptions.durable());
                var server = Cli.serve(file(), "--queue", mortal.uri().toString())) {
            var api = new Api(server.uri());
            assertThat(api.get("/health/readiness").status()).isEqualTo(200);
            mortal.kill();
            long before = System.nanoTime();
            var answer = api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 45));
            assertThat(System.nanoTime() - before).isLessThan(1_500_000_000L);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.retryAfter()).isPresent();
            assertThat(answer.problem()).isEqualTo("unavailable");
            assertThat(api.column("leaf", "amount")).isNotEmpty();
            Eventually.is(503, () -> api.get("/health/readiness").status());
            mortal.restart();
            Eventually.is(200, () -> api.get("/health/readiness").status());
            Eventually.is(
                    200, () -> api.update(Edit.OfLeaf.of(1, Edit.Op.SET, 46)).status());
            assertThat(api.column("leaf", "amount")).contains(CellValue.of(46));
        }
    }

    @SuppressWarnings("unchecked")
    private List<List<Object>> entries(String stream) {
        return (List<List<Object>>) redis.command("XRANGE", redis.key(stream), "-", "+");
    }

    @SuppressWarnings("unchecked")
    private static List<String> fields(List<Object> entry) {
        return (List<String>) entry.get(1);
    }
}
