package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.testkit.Workbooks;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and rollups change while others edit their cells and rows, all over HTTP: one order, the same for everybody. */
class RacingSchemaTest {
    private static final int EDITS = 60;
    private static final int CHANGES = 24;
    private static final int PATIENCE_SECONDS = 120;
    private static final String FAREWELL = "farewell";

    /** What may become of a request that comes at the wrong moment. */
    private static final Set<String> WRONG_MOMENTS = Set.of(
            "unknown-column", "unknown-table", "invalid-rows", "no-match", "duplicate-row", "already-exists", "in-use");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentSkipListMap<Long, Step> accepted = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** A request, so that it can be sent once more. */
    private record Step(String method, String path, String body, String editor) {
        Api.Answer send(Api api) {
            return api.send(method, path, body, "Ducksheet-Editor", editor, "Prefer", "wait=60");
        }
    }

    @Test
    void on_one_server_the_race_ends_where_its_requests_one_by_one_end() throws Exception {
        var file = folder.resolve("one.duckdb");
        Server.make(file, Workbooks::demo);
        try (var server = Server.on(file)) {
            race(List.of(server.api()));
        }
    }

    @Test
    void through_redis_the_race_ends_there_too_and_a_server_without_the_workbook_sees_the_same() throws Exception {
        var file = folder.resolve("two.duckdb");
        Server.make(file, Workbooks::demo);
        try (var redis = RedisRoom.open();
                var writer = Cli.serve(file, "--queue", redis.address());
                var front = Cli.front(redis.address())) {
            var apis = List.of(new Api(writer.uri()), new Api(front.uri()));
            Eventually.is(200, () -> apis.get(1).get("/health/readiness").status());
            race(apis);
        }
    }

    /** @param apis the first has the workbook */
    private void race(List<Api> apis) throws Exception {
        var followers = new ArrayList<Future<List<String>>>();
        for (var api : apis) {
            followers.add(threads.submit(() -> follow(api.server())));
            followers.add(threads.submit(() -> follow(api.server())));
        }
        var clients = new ArrayList<Future<Void>>();
        int next = 0;
        for (var client : clients()) {
            var api = apis.get(next++ % apis.size());
            clients.add(threads.submit(() -> client.apply(api).call()));
        }
        for (var client : clients) {
            client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        send(apis.get(0), new Step("POST", "/update_cell", cell("sales", "quantity", "1", "product_id = 1"), FAREWELL));

        System.out.println("RacingSchemaTest: " + accepted.size() + " applied, refused " + refused);
        assertThat(accepted.keySet())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, accepted.size()).boxed().toList());
        var told = followers.get(0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        for (var follower : followers) {
            assertThat(follower.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(told);
        }
        assertThat(told).hasSize(accepted.size());
        assertSameOneByOne(apis.get(0), told);
    }

    private interface Client {
        Callable<Void> apply(Api api);
    }

    private List<Client> clients() {
        return List.of(
                api -> times(api, EDITS, i -> edit("ann", "customer", "city", "'ann " + i + "'", i)),
                api -> times(api, EDITS, i -> edit("bob", "customer", "town", "'bob " + i + "'", i)),
                api -> times(api, EDITS, i -> edit("cem", "customer", "capacity", Integer.toString(10 + i), i)),
                api -> times(api, EDITS, RacingSchemaTest::total),
                api -> times(api, EDITS, RacingSchemaTest::row),
                api -> times(api, CHANGES, RacingSchemaTest::rename),
                api -> times(api, CHANGES, RacingSchemaTest::retype),
                api -> times(api, CHANGES, RacingSchemaTest::rollup));
    }

    private Callable<Void> times(Api api, int count, IntFunction<Step> steps) {
        return () -> {
            for (int i = 0; i < count; i++) {
                send(api, steps.apply(i));
            }
            return null;
        };
    }

    private void send(Api api, Step step) {
        var answer = step.send(api);
        if (answer.status() < 300) {
            assertThat(answer.body().path("status").asText())
                    .as("%s: %s", step, answer)
                    .isEqualTo("applied");
            assertThat(accepted.put(answer.body().path("version").asLong(), step))
                    .isNull();
        } else {
            assertThat(answer.problem()).as("%s: %s", step, answer).isIn(WRONG_MOMENTS);
            refused.computeIfAbsent(answer.problem(), problem -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    private static String cell(String table, String column, String value, String condition) {
        return "{\"table\": \"%s\", \"column\": \"%s\", \"value\": %s, \"condition\": \"%s\"}"
                .formatted(table, column, value.replace('\'', '"'), condition);
    }

    private static Step edit(String editor, String table, String column, String value, int i) {
        return new Step("POST", "/update_cell", cell(table, column, value, "customer_id = " + (1 + i % 5)), editor);
    }

    private static Step total(int i) {
        var summary = Workbooks.SALES_SUMMARY.name();
        var sheet = i % 3 == 0 ? "by_province" : summary;
        return i % 3 == 0
                ? new Step(
                        "POST",
                        "/update_cell",
                        cell(sheet, "places", Integer.toString(100 + i), "province = 'QC'"),
                        "dan")
                : new Step(
                        "POST",
                        "/update_cell",
                        cell(sheet, "quantity", Integer.toString(i), "supplier = 'Elliott'"),
                        "dan");
    }

    private static Step row(int i) {
        return i % 2 == 0
                ? new Step(
                        "POST",
                        "/tables/customer/rows?mode=upsert",
                        "[{\"customer_id\": %d, \"%s\": \"new\", \"province\": \"QC\", \"capacity\": %d}]"
                                .formatted(100 + i % 3, i % 4 == 0 ? "city" : "town", i),
                        "eve")
                : new Step("DELETE", "/tables/customer/rows?condition=customer_id%20%3E%3D%20101", "", "eve");
    }

    private static Step rename(int i) {
        return alter(
                i % 2 == 0
                        ? "{\"op\": \"rename\", \"column\": \"city\", \"to\": \"town\"}"
                        : "{\"op\": \"rename\", \"column\": \"town\", \"to\": \"city\"}",
                "fay");
    }

    private static Step retype(int i) {
        return alter(
                "{\"op\": \"retype\", \"column\": \"capacity\", \"type\": \"%s\"}"
                        .formatted(i % 2 == 0 ? "BIGINT" : "INTEGER"),
                "gus");
    }

    private static Step alter(String step, String editor) {
        return new Step("PATCH", "/tables/customer", "{\"steps\": [" + step + "]}", editor);
    }

    private static Step rollup(int i) {
        return i % 2 == 0
                ? new Step("POST", "/rollups", """
                        {"name": "by_province", "base": "customer",
                          "levels": [{"name": "province", "source": "customer.province"}],
                          "measures": [{"name": "places", "column": "capacity"},
                            {"name": "largest", "column": "capacity", "aggregate": "max"},
                            {"name": "average", "column": "capacity", "aggregate": "avg"}],
                          "grouping_sets": [{"levels": ["province"]}, {}]}""", "hal")
                : new Step("DELETE", "/rollups/by_province", "", "hal");
    }

    /** Returns what was told of each version, in order. */
    private static List<String> follow(URI server) {
        var told = new ArrayList<String>();
        try (var subscriber = Subscriber.after(server, "0")) {
            do {
                var event = subscriber.next().orElseThrow(() -> new AssertionError("cut off after " + told.size()));
                assertThat(event.version()).isEqualTo(told.size() + 1L);
                told.add(event.data());
            } while (!told.get(told.size() - 1).contains("\"editor\":\"" + FAREWELL + "\""));
        }
        return told;
    }

    /** Sends what was accepted once more, each after the answer to the one before, to a server on the twin. */
    private void assertSameOneByOne(Api raced, List<String> told) {
        try (var server = Server.over(Workbooks.demo())) {
            var serial = server.api();
            accepted.forEach((version, step) -> {
                var answer = step.send(serial);
                assertThat(answer.body().path("version").asLong())
                        .as("%s: %s", step, answer)
                        .isEqualTo(version);
            });
            var retold = follow(serial.server());
            for (int i = 0; i < told.size(); i++) {
                assertThat(withoutIds(told.get(i))).as("version %d", i + 1).isEqualTo(withoutIds(retold.get(i)));
            }
            var sheets = sheets(serial);
            assertThat(sheets(raced)).isEqualTo(sheets);
            for (var name : sheets.keySet()) {
                assertThat(raced.rows(name, "")).as(name).isEqualTo(serial.rows(name, ""));
            }
        }
    }

    /** A table that is built anew is listed behind the others. */
    private static Map<String, JsonNode> sheets(Api api) {
        var sheets = new HashMap<String, JsonNode>();
        api.get("/tables")
                .body()
                .path("tables")
                .forEach(sheet -> sheets.put(sheet.path("name").asText(), sheet));
        return sheets;
    }

    /** Each history gives its own ids, and has its own times. */
    private static JsonNode withoutIds(String data) {
        var elements = Json.read(data);
        elements.forEach(element -> {
            var change = (ObjectNode) element.path("_change");
            change.remove("update_id");
            change.remove("at");
        });
        return elements;
    }
}
