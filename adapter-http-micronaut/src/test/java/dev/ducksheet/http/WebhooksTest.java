package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.Outbound;
import dev.ducksheet.core.application.Places;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WebhookSender.Post;
import dev.ducksheet.core.webhook.RetrySchedule;
import dev.ducksheet.http.feed.MessageBody;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Receivers;
import dev.ducksheet.testkit.Workbooks;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks over HTTP, with the core behind it and receivers of a test's own. */
final class WebhooksTest {
    private static final String HOOK = "{\"url\": \"https://a.example/hook\"}";

    private final Receivers receivers = new Receivers();
    private Ducksheet workbook;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() {
        workbook = Ducksheet.open(
                Workbooks.demo(),
                Clock.systemUTC(),
                new Random(7),
                Telemetry.NONE,
                new Outbound(receivers, MessageBody::of, RetrySchedule.standard(), true),
                Places.none());
        serve(true);
    }

    private void serve(boolean open) {
        var defaults = HttpSettings.defaults("1.2.3");
        server = HttpServer.start(
                workbook,
                new HttpSettings(
                        defaults.host(),
                        0,
                        defaults.maxBody(),
                        defaults.maxStreams(),
                        defaults.defaultWait(),
                        Duration.ofSeconds(15),
                        open,
                        "1.2.3"));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        workbook.close();
    }

    private String made(String body) {
        var answer = client.post("/webhooks", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return word(answer, "id");
    }

    private static String word(HttpResponse<String> answer, String member) {
        return answer.body().replaceAll("(?s).*\"" + member + "\":\"([^\"]*)\".*", "$1");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return client.send(client.to(path)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("Content-Type", "application/json"));
    }

    private void edit(int quantity) {
        var answer = client.post(
                "/update_cell",
                "{\"table\": \"sales\", \"column\": \"quantity\", \"value\": " + quantity
                        + ", \"condition\": \"product_id = 1 AND customer_id = 1\"}",
                "Ducksheet-Editor",
                "ann");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static void eventually(BooleanSupplier condition) {
        WithServer.await(condition);
    }

    private static Json.Obj json(String text) {
        return (Json.Obj) JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_webhook_is_made_shown_changed_and_ended_and_its_secret_is_told_once() {
        var answer = client.post("/webhooks", HOOK);
        var id = word(answer, "id");
        var secret = word(answer, "secret");
        assertThat(answer.headers().firstValue("Location")).contains("/webhooks/" + id);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(secret).startsWith("whsec_");

        var shown = client.get("/webhooks/" + id);
        assertThat(shown.body())
                .contains("\"types\":[\"*\"]", "\"enabled\":true", "\"version\":0")
                .doesNotContain("whsec_");
        assertThat(send("PATCH", "/webhooks/" + id, "{\"table\": \"sales\", \"enabled\": false}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get("/webhooks").body())
                .contains("\"table\":\"sales\"", "\"disabled_because\":\"disabled by hand\"")
                .doesNotContain("whsec_");
        var rotated = send("POST", "/webhooks/" + id + "/rotate", "");
        assertThat(word(rotated, "secret")).startsWith("whsec_").isNotEqualTo(secret);
        assertThat(client.get("/webhooks/" + id).body()).contains("\"old_secret_until\":");
        assertThat(send("DELETE", "/webhooks/" + id, "").statusCode()).isEqualTo(204);
        assertThat(client.get("/webhooks/" + id).statusCode()).isEqualTo(404);
        assertThat(client.get("/webhooks/" + id + "/deliveries").statusCode()).isEqualTo(404);
    }

    @Test
    void a_message_has_the_elements_of_get_updates() {
        made(HOOK);
        edit(11);
        eventually(() -> receivers.posts().size() == 1);

        var body = json(receivers.posts().get(0).body());
        var data = (Json.Obj) body.members().get("data");
        assertThat(body.members().keySet()).containsExactly("type", "timestamp", "data");
        assertThat(data.members().keySet())
                .containsExactly("table", "column", "version", "cursor", "editor", "update_id", "rows", "changes");
        assertThat(data.members().get("editor")).isEqualTo(new Json.Str("ann"));
        var told = json(client.get("/get_updates?since=0").body());
        var updates = ((Json.Obj) told.members().get("data")).members().get("updates");
        assertThat(data.members().get("changes")).isEqualTo(updates);
    }

    @Test
    void messages_are_listed_and_sent_once_more() {
        var id = made(HOOK);
        receivers.answer(post -> Receivers.code(receivers.posts().size() == 1 ? 503 : 204));
        edit(11);
        edit(12);
        eventually(() -> client.get("/webhooks/" + id + "/deliveries").body().contains("\"state\":\"delivered\""));
        var listed = client.get("/webhooks/" + id + "/deliveries").body();
        assertThat(listed).contains("\"state\":\"pending\"", "\"code\":503", "\"body\":\"status 503\"", "\"code\":204");
        var first = receivers.posts().get(0).id();

        assertThat(send("POST", "/deliveries/" + first + "/replay", "").statusCode())
                .isEqualTo(200);
        eventually(() -> receivers.posts().size() == 3);
        assertThat(send("POST", "/webhooks/" + id + "/replay", "{\"from\": 1, \"to\": 2}")
                        .statusCode())
                .isEqualTo(200);
        eventually(() -> receivers.posts().size() == 5);
        assertThat(receivers.posts().stream().map(Post::id).distinct()).hasSize(2);
        assertThat(client.get("/webhooks/" + id + "/deliveries?limit=1").body().split("\"attempts\"", -1))
                .hasSize(2);
    }

    @Test
    void a_trial_shows_the_status_and_the_time() {
        var id = made("{\"url\": \"https://a.example/hook\", \"enabled\": false}");
        receivers.answer(post -> {
            Await300.pass();
            return Receivers.code(503);
        });
        var answer = send("POST", "/webhooks/" + id + "/test", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"success\":false", "\"code\":503", "\"body\":\"status 503\"");
        assertThat(Long.parseLong(answer.body().replaceAll(".*\"took_ms\":([0-9]+).*", "$1")))
                .isBetween(300L, 20_000L);
        assertThat(receivers.posts().get(0).body()).startsWith("{\"type\":\"webhook.test\",");
    }

    /** A receiver's pause. */
    private static final class Await300 {
        static void pass() {
            long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/url|400",
                "{\"url\": 1}|/url|400",
                "{\"url\": \"gopher\"}|/url|422",
                "{\"url\": \"http://a\", \"types\": []}|/types|400",
                "{\"url\": \"http://a\", \"types\": [\"rows.moved\"]}|/types|400",
                "{\"url\": \"http://a\", \"types\": [\"webhook.test\"]}|/types|400",
                "{\"url\": \"http://a\", \"types\": [\"*\", \"*\"]}|/types|400",
                "{\"url\": \"http://a\", \"condition\": \"id = 1\"}|/condition|400",
                "{\"url\": \"http://a\", \"table\": \"sales\", \"condition\": \"colour = 1\"}|/condition|422",
                "{\"url\": \"http://a\", \"table\": \"sales\", \"condition\": \"quantity LIKE 'x'\"}|/condition|422",
                "{\"url\": \"http://a\", \"enabled\": 1}|/enabled|400",
                "{\"url\": \"http://a\", \"secret\": \"whsec_mine\"}|/secret|400"
            })
    void what_is_wrong_is_pointed_at(String body, String pointer, int status) {
        var answer = client.post("/webhooks", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(client.get("/webhooks").body()).isEqualTo("{\"webhooks\":[]}");
    }

    @Test
    void what_is_not_there_is_404() {
        var nobody = "/webhooks/019b76da-a800-7000-8000-000000000001";
        assertThat(client.get(nobody).body()).contains("/problems/unknown-webhook");
        for (var path : List.of("/webhooks/x", nobody)) {
            assertThat(send("PATCH", path, "{\"enabled\": true}").statusCode()).isEqualTo(404);
            assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
            assertThat(send("POST", path + "/test", "").statusCode()).isEqualTo(404);
            assertThat(send("POST", path + "/rotate", "").statusCode()).isEqualTo(404);
            assertThat(send("POST", path + "/replay", "{\"from\": 1, \"to\": 1}")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(send("POST", "/deliveries/wh_x/replay", "").body()).contains("/problems/unknown-delivery");
        var unknownTable = "{\"url\": \"http://a\", \"table\": \"nothing\"}";
        assertThat(client.post("/webhooks", unknownTable).body()).contains("/problems/unknown-table");
        var id = made(HOOK);
        assertThat(send("PATCH", "/webhooks/" + id, "{}").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/webhooks/" + id + "/replay", "{\"from\": 1, \"to\": 9}")
                        .body())
                .contains("/problems/unknown-version");
    }

    @Test
    void only_an_admin_of_the_whole_workbook_sees_and_does_any_of_it() {
        var id = made(HOOK);
        server.close();
        serve(false);
        var issue = workbook.manageKeys().issue(KeyDraft.of("ed", Role.EDITOR), "ann");
        var unused = CoreDriver.outcome(issue.submission());
        for (var path : List.of("", "/" + id, "/" + id + "/deliveries")) {
            var answer = client.get("/webhooks" + path, "Authorization", "Bearer " + issue.secret());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .contains("the role editor may not manage webhooks")
                    .doesNotContain("a.example");
        }
        for (var path : List.of(
                "/webhooks", "/webhooks/" + id + "/test", "/webhooks/" + id + "/rotate", "/deliveries/x/replay")) {
            var answer = client.post(path, HOOK, "Authorization", "Bearer " + issue.secret());
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
        }
        assertThat(client.get("/webhooks").statusCode()).isEqualTo(401);
        assertThat(receivers.posts()).isEmpty();
    }
}
