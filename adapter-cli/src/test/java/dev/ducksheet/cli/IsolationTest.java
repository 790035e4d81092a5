package dev.ducksheet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.ViewTable.View;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.HttpServer;
import dev.ducksheet.http.HttpSettings;
import dev.ducksheet.storage.duckdb.DuckDbSettings;
import dev.ducksheet.storage.duckdb.DuckDbWorkbookStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A key with a list of tables and a row filter, tried by the hostile requests of {@code isolation/requests.tsv}: it sees
 * and changes nothing else. The workbook is a real one, behind a real server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IsolationTest {
    /** What only rows and sheets have that the key may not see. */
    private static final List<String> SECRETS = List.of(
            "s3cr3t",
            "777001",
            "777002",
            "777009",
            "wage_secret",
            "hidden_pay",
            "Gandalf",
            "by_product",
            "pay_query",
            "of-the-admin");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> words = new HashMap<>();
    private final Map<Role, String> restricted = new HashMap<>();

    private Workbook workbook;
    private HttpServer server;
    private String admin;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        var store = DuckDbWorkbookStore.open(folder.resolve("w.duckdb"), DuckDbSettings.defaults(new Random(1)));
        fill(store);
        workbook = Ducksheet.open(store, Clock.systemUTC(), new Random(2));
        var defaults = HttpSettings.defaults("test");
        server = HttpServer.start(
                workbook,
                new HttpSettings(
                        defaults.host(),
                        0,
                        defaults.maxBody(),
                        defaults.maxStreams(),
                        defaults.defaultWait(),
                        Duration.ofMillis(200),
                        false,
                        "test"));
        admin = key(KeyDraft.of("admin", Role.ADMIN));
        for (var role : List.of(Role.READER, Role.EDITOR)) {
            restricted.put(role, key(new KeyDraft("north " + role.wireName(), role, north(), ApiKey.NEVER)));
        }
        others();
    }

    private static void fill(DuckDbWorkbookStore store) {
        var orders = new Table(
                "orders",
                List.of(
                        new Column("id", ColumnType.integer(), false),
                        Column.of("region", ColumnType.Simple.TEXT),
                        Column.of("product", ColumnType.Simple.TEXT),
                        Column.of("quantity", ColumnType.bigint()),
                        Column.of("note", ColumnType.Simple.TEXT)),
                List.of("id"));
        var salaries = new Table(
                "salaries",
                List.of(
                        new Column("id", ColumnType.integer(), false),
                        Column.of("name", ColumnType.Simple.TEXT),
                        Column.of("wage_secret", ColumnType.bigint())),
                List.of("id"));
        store.create(
                orders,
                Stream.of(
                                row(1, "north", "apple", 10, "mine 1"),
                                row(2, "north", "pear", 20, "mine 2"),
                                row(3, "south", "apple", 777001, "s3cr3t-south-3"),
                                row(4, "south", "pear", 777002, "s3cr3t-south-4"))
                        .iterator());
        store.create(salaries, Stream.of(row(1, "Gandalf", 777009)).iterator());
        store.define(rollup("by_region", List.of("region", "product"), List.of()));
        store.define(zoned());
        store.define(rollup("by_product", List.of("product"), List.of()));
        store.define(rollup("hidden_pay", List.of("region"), List.of(new Join("salaries", "id", "id"))));
    }

    private static RollupDefinition rollup(String name, List<String> levels, List<Join> joins) {
        return new RollupDefinition(
                name,
                "orders",
                joins,
                levels.stream()
                        .map(level -> new Level(level, new ColumnRef("orders", level)))
                        .toList(),
                List.of(),
                List.of(new Measure("quantity", "quantity")));
    }

    /** Returns a rollup that adds up the column by which is filtered in some of its rows, where it is empty then. */
    private static RollupDefinition zoned() {
        return new RollupDefinition(
                        "by_zone",
                        "orders",
                        List.of(),
                        List.of(new Level("product", new ColumnRef("orders", "product"))),
                        List.of(new Axis("region", new ColumnRef("orders", "region"), Axis.Part.VALUE)),
                        List.of(new Measure("quantity", "quantity")))
                .showing(List.of(List.of("product", "region"), List.of("product"), List.of("region"), List.of()));
    }

    private static List<CellValue> row(Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell instanceof Integer number ? CellValue.of(number) : CellValue.of((String) cell))
                .toList();
    }

    private static Scope north() {
        return new Scope.Listed(
                List.of(Grant.of("orders", condition("region = 'north'")), Grant.of("by_region"), Grant.of("by_zone")));
    }

    private static Condition condition(String text) {
        return ((ParseResult.Parsed) ConditionParser.parse(text)).condition();
    }

    private String key(KeyDraft draft) throws Exception {
        var issue = workbook.manageKeys().issue(draft, "test");
        var outcome = Outcomes.await(issue.submission());
        words.put("other_key", outcome.id().toString());
        words.put("own_key", outcome.id().toString());
        words.put("own_secret", issue.secret());
        words.put("own_prefix", issue.secret().substring(0, 11));
        return issue.secret();
    }

    /** Others edit, are refused, hold and follow. */
    private void others() {
        var body =
                "{\"table\": \"orders\", \"column\": \"quantity\", \"op\": \"add\", \"value\": 0, \"condition\": \"id = 3\"}";
        words.put("other_body", body);
        words.put(
                "other_update",
                word(send(admin, "POST", "/update_cell", "Idempotency-Key: of-the-admin", body), "update_id"));
        words.put(
                "other_refusal",
                word(
                        send(
                                admin,
                                "POST",
                                "/update_cell",
                                "",
                                "{\"table\": \"orders\", \"column\": \"quantity\", \"value\": 1, \"condition\": \"id = 3\","
                                        + " \"expected\": 5}"),
                        "update_id"));
        words.put(
                "other_hold",
                word(
                        send(
                                admin,
                                "POST",
                                "/holds",
                                "",
                                "{\"table\": \"orders\", \"column\": \"quantity\", \"condition\": \"note = 's3cr3t-south-3'\"}"),
                        "update_id"));
        send(
                admin,
                "POST",
                "/update_cell",
                "",
                "{\"table\": \"salaries\", \"column\": \"name\", \"value\": \"Gandalf\", \"condition\": \"id = 1\"}");
        send(admin, "POST", "/queries", "", "{\"name\": \"pay_query\", \"sql\": \"SELECT wage_secret FROM salaries\"}");
        send(
                admin,
                "POST",
                "/queries",
                "",
                "{\"name\": \"by_zone\", \"sql\": \"SELECT max(wage_secret) FROM salaries\"}");
        words.put(
                "webhook",
                word(
                        send(
                                admin,
                                "POST",
                                "/webhooks",
                                "",
                                "{\"url\": \"https://example.com/s3cr3t-south-hook\", \"table\": \"salaries\"}"),
                        "id"));
        words.put("other_version", workbook.readUpdates().head().version().toString());
        words.put(
                "tag_of_whole",
                send(admin, "GET", "/view_table/orders", "", "")
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow());
        words.put("other_cursor", workbook.readUpdates().head().toString());
        words.put("cursor_of_whole", word(send(admin, "GET", "/view_table/orders?limit=3", "", ""), "next_cursor"));
    }

    private static String word(HttpResponse<String> answer, String member) {
        assertThat(answer.body()).contains("\"" + member + "\"");
        return answer.body().replaceAll("(?s).*\"" + member + "\":\"([^\"]*)\".*", "$1");
    }

    @AfterAll
    void end() {
        server.close();
        workbook.close();
    }

    private HttpResponse<String> send(String key, String method, String path, String headers, String body) {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        Arrays.stream(headers.split("\\|", -1))
                .filter(header -> !header.isEmpty())
                .forEach(header -> request.setHeader(header.split(": ", 2)[0], header.split(": ", 2)[1]));
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Reads a live feed for a moment: what it has to tell at once, and two heartbeats. */
    private String follow(String key, String path, String headers) {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + path)).header("Authorization", "Bearer " + key);
        Arrays.stream(headers.split("\\|", -1))
                .forEach(header -> request.setHeader(header.split(": ", 2)[0], header.split(": ", 2)[1]));
        var answer = http.sendAsync(request.build(), BodyHandlers.ofLines())
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        var told = new StringBuilder();
        int beats = 0;
        try (var lines = answer.body()) {
            for (var each = lines.iterator(); beats < 2 && each.hasNext(); ) {
                var line = each.next();
                told.append(line).append('\n');
                beats += line.equals(":") ? 1 : 0;
            }
        }
        return told.toString();
    }

    private record Hostile(String method, String path, String headers, String body) {
        @Override
        public String toString() {
            return method + " " + path + " " + headers + " " + body;
        }
    }

    private List<Hostile> hostile() throws IOException {
        var requests = new ArrayList<Hostile>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(IsolationTest.class.getResourceAsStream("/isolation/requests.tsv")),
                StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                var parts = line.split("\t", -1);
                requests.add(new Hostile(parts[0], filled(parts[1]), filled(parts[2]), filled(parts[3])));
            });
        }
        return requests;
    }

    private String filled(String text) {
        var filled = text;
        for (var word : words.entrySet()) {
            filled = filled.replace("{" + word.getKey() + "}", word.getValue());
        }
        return filled;
    }

    private String rows(String sheet, String filter) {
        var opening =
                workbook.viewTable().view(new View(sheet, List.of(), filter, List.of(), Long.MAX_VALUE, List.of()));
        var told = new StringBuilder();
        try (var rows = ((Opening.Opened) opening).rows()) {
            while (rows.next()) {
                for (int row = 0; row < rows.batch().size(); row++) {
                    for (int column = 0; column < rows.columns().size(); column++) {
                        told.append(rows.batch().get(column, row).display()).append(' ');
                    }
                    told.append('\n');
                }
            }
        }
        return told.toString();
    }

    /** All that the key may not change: for a reader everything. */
    private String foreign(Role role) {
        return rows("orders", role == Role.READER ? "" : "region <> 'north' OR region IS NULL")
                + rows("salaries", "")
                + workbook.readCatalog().catalog().sheets()
                + workbook.manageHolds().holds().stream()
                        .filter(hold -> hold.editor().equals("admin"))
                        .toList()
                + workbook.manageKeys().keys().stream()
                        .map(key -> key.id() + " " + key.isRevoked())
                        .toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"READER", "EDITOR"})
    void hostile_requests_see_and_change_nothing_else(Role role) throws IOException {
        var before = foreign(role);
        var key = restricted.get(role);
        var broken = new ArrayList<String>();
        for (var request : hostile()) {
            boolean live = request.headers().contains("text/event-stream");
            var told = live ? follow(key, request.path(), request.headers()) : told(key, request, broken);
            var asked = request.toString();
            SECRETS.stream()
                    .filter(secret -> told.contains(secret) && !asked.contains(secret))
                    .forEach(secret -> broken.add(secret + " was told to " + request + ": " + told));
        }
        assertThat(broken).isEmpty();
        assertThat(foreign(role)).isEqualTo(before);
        assertThat(hostile()).hasSizeGreaterThan(200);
    }

    private String told(String key, Hostile request, List<String> broken) {
        var answer = send(key, request.method(), request.path(), request.headers(), request.body());
        if (answer.statusCode() >= 500 && answer.statusCode() != 501) {
            broken.add(request + " got " + answer.statusCode() + " " + answer.body());
        }
        return answer.body() + answer.headers().map();
    }

    /** Pairs of requests of which the first is about what is there and the second about what is nowhere. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | /view_table/salaries | | GET | /view_table/nosuches | | salaries=nosuches
            GET  | /tables/salaries | | GET | /tables/nosuches | | salaries=nosuches
            GET  | /rollups/hidden_pay | | GET | /rollups/nosuch_pay | | hidden_pay=nosuch_pay
            GET  | /get_updates?since=0&table=salaries | | GET | /get_updates?since=0&table=nosuches | | salaries=nosuches
            GET  | /view_table/orders?filter=region%20%3D%20'south' | | GET | /view_table/orders?filter=region%20%3D%20'nowhere' | | south=nowhere
            GET  | /view_table/orders?filter=id%20%3D%203 | | GET | /view_table/orders?filter=id%20%3D%2099 | | 3=99
            GET  | /updates/{other_update} | | GET | /updates/019b76da-a800-7000-8000-000000000001 | | id
            DELETE | /holds/{other_hold} | | DELETE | /holds/019b76da-a800-7000-8000-000000000001 | | id
            POST | /update_cell | {"table": "orders", "column": "quantity", "value": 1, "condition": "id = 3"} | POST | /update_cell | {"table": "orders", "column": "quantity", "value": 1, "condition": "id = 99"} | 3=99
            POST | /update_cell | {"table": "orders", "column": "quantity", "value": 1, "condition": "id = 3", "expected": 777001} | POST | /update_cell | {"table": "orders", "column": "quantity", "value": 1, "condition": "id = 3", "expected": 5} | same
            POST | /update_cell | {"table": "orders", "column": "quantity", "value": 1, "condition": "id = 3", "dry_run": true} | POST | /update_cell | {"table": "orders", "column": "quantity", "value": 1, "condition": "id = 99", "dry_run": true} | 3=99
            POST | /update_cell | {"table": "by_region", "column": "quantity", "value": 1, "condition": "region = 'south'"} | POST | /update_cell | {"table": "by_region", "column": "quantity", "value": 1, "condition": "region = 'nowhere'"} | south=nowhere
            POST | /update_cell | {"table": "by_region", "column": "quantity", "value": 1, "condition": "region = 'south' AND product LIKE 'a%'"} | POST | /update_cell | {"table": "by_region", "column": "quantity", "value": 1, "condition": "region = 'nowhere' AND product LIKE 'a%'"} | south=nowhere
            PATCH | /tables/orders/rows | {"set": {"note": "x"}, "condition": "id = 3"} | PATCH | /tables/orders/rows | {"set": {"note": "x"}, "condition": "id = 99"} | 3=99
            DELETE | /tables/orders/rows?condition=id%3D3 | | DELETE | /tables/orders/rows?condition=id%3D99 | | 3=99
            """)
    void what_is_there_is_told_from_what_is_nowhere_by_no_answer(
            String method,
            String path,
            String body,
            String otherMethod,
            String otherPath,
            String otherBody,
            String names) {
        var key = restricted.get(Role.EDITOR);
        var there = send(key, method, filled(path), "", body == null ? "" : body);
        var nowhere = send(key, otherMethod, filled(otherPath), "", otherBody == null ? "" : otherBody);
        assertThat(there.statusCode()).isEqualTo(nowhere.statusCode());
        assertThat(normal(there.body(), names)).isEqualTo(normal(nowhere.body(), names));
    }

    /** Takes out what is another in every answer, and the names that were asked for. */
    private static String normal(String body, String names) {
        var plain = body.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "ID");
        if (names.contains("=")) {
            for (var name : names.split("=", -1)) {
                plain = plain.replaceAll("(?<=[ '\"])" + name + "(?=[ '\";,\\\\])", "NAME");
            }
        }
        return plain;
    }

    @Test
    void what_is_his_he_sees_and_changes() {
        var key = restricted.get(Role.EDITOR);
        assertThat(send(key, "GET", "/view_table/orders?columns=id&format=csv", "", "")
                        .body())
                .isEqualTo("id\r\n1\r\n2\r\n");
        assertThat(send(key, "GET", "/view_table/by_region?format=csv&columns=region,product", "", "")
                        .body())
                .contains("north,apple")
                .doesNotContain("south");
        assertThat(send(key, "GET", "/tables", "", "").body())
                .contains("\"orders\"", "\"by_region\"")
                .doesNotContain("salaries");
        var edit = send(
                key,
                "POST",
                "/update_cell",
                "Ducksheet-Editor: somebody else",
                "{\"table\": \"by_region\", \"column\": \"quantity\", \"value\": 40, \"condition\": \"region = 'north'\"}");
        assertThat(edit.statusCode()).as(edit.body()).isEqualTo(200);
        assertThat(send(key, "GET", "/updates/" + word(edit, "update_id"), "", "")
                        .body())
                .contains("\"applied\"");
        assertThat(send(key, "GET", "/get_updates?since=0", "", "").body())
                .contains("\"editor\":\"north editor\"")
                .doesNotContain("somebody else", "south", "salaries");
    }

    @Test
    void the_tag_of_what_others_see_is_not_his() {
        var tag = send(admin, "GET", "/view_table/orders", "", "")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        var answer = send(restricted.get(Role.READER), "GET", "/view_table/orders", "If-None-Match: " + tag, "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Vary").orElseThrow()).contains("Authorization");
        var own = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(send(restricted.get(Role.READER), "GET", "/view_table/orders", "If-None-Match: " + own, "")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void a_pivot_of_a_rollup_counts_his_leaves_once() {
        assertThat(send(
                                restricted.get(Role.READER),
                                "GET",
                                "/pivot/by_zone?rows=product&columns=region&values=quantity&format=csv",
                                "",
                                "")
                        .body())
                .startsWith("product,north\r\n")
                .hasLineCount(3);
        var rows = send(restricted.get(Role.READER), "GET", "/view_table/by_zone?format=csv", "", "")
                .body();
        assertThat(rows).hasLineCount(4).doesNotContain(",,");
    }

    @Test
    void history_and_undo_take_a_key_that_sees_it_all() {
        var key = restricted.get(Role.EDITOR);
        var history = send(key, "GET", "/history?table=orders", "", "");
        assertThat(history.statusCode()).isEqualTo(403);
        assertThat(history.body()).contains("this key sees some rows of orders only");
        assertThat(send(key, "GET", "/history", "", "").body()).contains("\"history\":[]");
        var undo = send(key, "POST", "/updates/" + words.get("other_version") + "/undo", "", "");
        assertThat(undo.statusCode()).isEqualTo(403);
        assertThat(undo.body()).contains("a key with a list of tables may not take versions back");
        assertThat(send(admin, "GET", "/history?table=orders", "", "").body()).contains("777001");
    }

    @Test
    void an_earlier_version_takes_a_key_that_sees_it_all() {
        for (var role : restricted.values()) {
            for (var version : List.of("0", words.get("other_version"))) {
                var answer = send(role, "GET", "/view_table/orders?as_of=" + version, "", "");
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("this key sees some rows of orders only");
            }
        }
        var seen = send(admin, "GET", "/view_table/orders?as_of=" + words.get("other_version"), "", "");
        assertThat(seen.statusCode()).isEqualTo(200);
    }

    @Test
    void a_total_that_counts_others_rows_is_refused() {
        var answer = send(
                restricted.get(Role.EDITOR),
                "POST",
                "/update_cell",
                "",
                "{\"table\": \"by_product\", \"column\": \"quantity\", \"value\": 5, \"condition\": \"product = 'apple'\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("/problems/forbidden", "this key may not use table 'by_product'");
    }

    @Test
    void a_reader_changes_nothing_even_of_his_own() {
        var answer = send(
                restricted.get(Role.READER),
                "POST",
                "/update_cell",
                "",
                "{\"table\": \"orders\", \"column\": \"quantity\", \"value\": 1, \"condition\": \"id = 1\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("the role reader may not edit; that takes the role editor");
    }

    @Test
    void a_key_that_is_revoked_opens_nothing_at_once_and_ends_its_feed() throws Exception {
        var secret = key(KeyDraft.of("short-lived", Role.READER));
        var id = words.get("own_key");
        var feed = HttpRequest.newBuilder(URI.create(server.uri() + "/get_updates"))
                .header("Authorization", "Bearer " + secret)
                .header("Accept", "text/event-stream")
                .build();
        var following = http.sendAsync(feed, BodyHandlers.ofLines()).join();
        assertThat(following.statusCode()).isEqualTo(200);
        var ended = CompletableFuture.supplyAsync(() -> following.body().collect(Collectors.toList()));
        var polling = CompletableFuture.supplyAsync(
                () -> send(secret, "GET", "/get_updates?since=" + words.get("other_cursor") + "&wait=1", "", ""));
        assertThat(send(secret, "GET", "/tables", "", "").statusCode()).isEqualTo(200);

        assertThat(send(admin, "DELETE", "/keys/" + id, "", "").statusCode()).isEqualTo(204);

        assertThat(send(secret, "GET", "/tables", "", "").statusCode()).isEqualTo(401);
        assertThat(ended.get(20, TimeUnit.SECONDS)).isNotEmpty();
        assertThat(polling.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 401);
        assertThat(send(admin, "DELETE", "/keys/" + id, "", "").statusCode()).isEqualTo(404);
        assertThat(send(admin, "GET", "/keys", "", "").body())
                .contains("\"revoked_by\":\"admin\"")
                .doesNotContain(secret, secret.substring(12));
    }
}
