package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.http.access.RateLimit;
import dev.ducksheet.http.access.Security;
import dev.ducksheet.http.access.Tls;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that asks for keys: who is let in, how often, and what every answer says. */
final class KeysTest extends WithServer {
    private static final String SITE = "https://sheets.example";

    private final String admin = workbook.key("root", Role.ADMIN);
    private final String editor = workbook.key("ann", Role.EDITOR);
    private final String reader = workbook.key("bob", Role.READER);

    @Override
    HttpSettings settings() {
        return new HttpSettings(
                "127.0.0.1",
                0,
                1 << 20,
                10,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                false,
                "1.2.3",
                new Security(RateLimit.parse("30/3600"), List.of(SITE), new Tls.Off(), List.of()));
    }

    private static String bearer(String key) {
        return "Bearer " + key;
    }

    @Test
    void a_key_is_let_in_and_signs_the_edit_whatever_the_header_says() {
        var answer = client.post(
                "/update_cell", A_CELL, "Authorization", bearer(editor), "Ducksheet-Editor", "somebody else");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(workbook.submitted).extracting(CellUpdate::editor).containsExactly("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer dk_9999999999999999999999999999999999999999",
                "Bearer x",
                "Bearer ",
                "Bearer",
                "Basic cm9vdDpyb290",
                "dk_0000000000000000000000000000000000000000",
                "Bearer dk_0000000000000000000000000000000000000000 and more"
            })
    void what_is_no_key_is_told_as_rfc_6750_has_it(String header) {
        var answer = client.get("/tables", "Authorization", header);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer realm=\"ducksheet\", error=\"invalid_token\", error_description=\"");
        assertThat(answer.body()).contains("/problems/unauthorized").doesNotContain("9999999999999999");
    }

    @Test
    void the_scheme_is_read_in_any_case_and_two_headers_are_none() {
        assertThat(client.get("/tables", "Authorization", "bEARER " + reader).statusCode())
                .isEqualTo(200);
        var twice =
                client.to("/tables").header("Authorization", bearer(reader)).header("Authorization", bearer(editor));
        assertThat(client.send(twice).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /update_cell, editor", "POST, /tables/sales/rows, editor", "PATCH, /tables/sales, admin",
        "DELETE, /tables/sales, admin", "DELETE, /rollups/sales_summary, admin", "GET, /keys, admin",
        "POST, /keys, admin", "DELETE, /keys/019b76da-a800-7000-8000-000000000001, admin"
    })
    void what_a_reader_may_not_is_403_and_names_the_role(String method, String path, String role) {
        var body = path.equals("/update_cell")
                ? A_CELL
                : path.endsWith("/rows") ? "[{\"id\": 1}]" : "{\"steps\": [{\"op\": \"drop\", \"column\": \"day\"}]}";
        var request = client.to(path)
                .method(
                        method,
                        method.equals("POST") || method.equals("PATCH")
                                ? BodyPublishers.ofString(body)
                                : BodyPublishers.noBody())
                .header("Authorization", bearer(reader))
                .setHeader("Content-Type", "application/json");
        var answer = client.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("/problems/forbidden", "that takes the role " + role);
        assertThat(workbook.submitted).isEmpty();
        assertThat(workbook.tableEdits).isEmpty();
    }

    @Test
    void an_admin_makes_lists_and_revokes_keys() {
        var made = client.post(
                "/keys",
                "{\"name\": \"eve\", \"role\": \"editor\", \"expires_at\": \"2027-01-01T00:00:00Z\","
                        + " \"tables\": [{\"table\": \"sales\", \"rows\": \"id = 1\"}, {\"table\": \"products\"}]}",
                "Authorization",
                bearer(admin));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Cache-Control")).hasValue("no-store");
        var secret = made.body().replaceAll(".*\"secret\":\"([^\"]*)\".*", "$1");
        var listed = client.get("/keys", "Authorization", bearer(admin)).body();
        assertThat(listed)
                .contains(
                        "\"name\":\"eve\"",
                        "\"tables\":[{\"table\":\"sales\",\"rows\":\"id = 1\"},{\"table\":\"products\"}]",
                        "\"expires_at\":\"2027-01-01T00:00:00Z\"")
                .doesNotContain(secret, "hash");
        assertThat(client.get("/tables", "Authorization", bearer(secret)).statusCode())
                .isEqualTo(200);
        var location = made.headers().firstValue("Location").orElseThrow();
        var revoked = client.send(client.to(location).DELETE().header("Authorization", bearer(admin)));
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(client.get("/tables", "Authorization", bearer(secret)).statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                             | /name
            {"name": "eve"}                                                | /role
            {"name": "eve", "role": "root"}                                | /role
            {"name": "eve", "role": "reader", "expires_at": "tomorrow"}    | /expires_at
            {"name": "eve", "role": "reader", "tables": []}                | /tables
            {"name": "eve", "role": "reader", "tables": [{"rows": "a=1"}]} | /tables/0/table
            {"name": "eve", "role": "reader", "tables": [{"table": "t", "rows": "a = "}]} | /tables/0/rows
            {"name": "eve", "role": "reader", "tables": [{"table": "t"}, {"table": "t"}]} | /tables
            {"name": "eve", "role": "reader", "secret": "mine"}            | /secret
            """)
    void a_wrong_body_makes_no_key_and_is_pointed_at(String body, String pointer) {
        int before = workbook.keys.size();
        var answer = client.post("/keys", body, "Authorization", bearer(admin));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"");
        assertThat(workbook.keys).hasSize(before);
    }

    @Test
    void a_key_that_sends_too_much_waits_and_the_others_do_not() {
        var first = client.get("/tables", "Authorization", bearer(reader));
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=30;w=3600");
        assertThat(first.headers().firstValue("RateLimit").orElseThrow()).matches("\"key\";r=29;t=3[56][0-9]{2}");
        for (int i = 1; i < 30; i++) {
            assertThat(client.get("/tables", "Authorization", bearer(reader)).statusCode())
                    .isEqualTo(200);
        }
        var refused = client.get("/tables", "Authorization", bearer(reader));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("/problems/rate-limited", "30 requests in 3600 s");
        assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(3500L, 3600L);
        assertThat(refused.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"key\";r=0;");
        assertThat(client.get("/tables", "Authorization", bearer(editor)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void only_pages_of_the_named_sites_are_let_in() {
        var named = client.get("/tables", "Authorization", bearer(reader), "Origin", SITE);
        assertThat(named.headers().firstValue("Access-Control-Allow-Origin")).hasValue(SITE);
        assertThat(named.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        var other = client.get("/tables", "Authorization", bearer(reader), "Origin", "https://elsewhere.example");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();

        var preflight = client.send(client.to("/update_cell")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", SITE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue(SITE);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .orElseThrow())
                .containsIgnoringCase("authorization");
        assertThat(workbook.submitted).isEmpty();
    }

    @Test
    void every_answer_keeps_browsers_from_doing_harm() {
        for (var answer : List.of(
                client.get("/"), client.get("/tables"), client.get("/tables", "Authorization", bearer(reader)))) {
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        }
    }
}
