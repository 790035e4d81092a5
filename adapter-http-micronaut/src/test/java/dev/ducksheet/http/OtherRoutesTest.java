package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OtherRoutesTest extends WithServer {

    @Test
    void a_hold_is_placed_listed_and_lifted() {
        var placed = client.post(
                "/holds",
                "{\"table\":\"sales\",\"column\":\"quantity\",\"condition\":{\"product\":\"P1\"}}",
                "Ducksheet-Editor",
                "ana");
        var hold = "{\"id\":\"" + FakeWorkbook.id(7) + "\",\"table\":\"sales\",\"column\":\"quantity\","
                + "\"condition\":\"product = 'P1'\",\"editor\":\"ana\"}";

        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(placed.headers().firstValue("Location")).hasValue("/holds/" + FakeWorkbook.id(7));
        assertThat(placed.body())
                .isEqualTo(
                        "{\"status\":\"placed\",\"update_id\":\"" + FakeWorkbook.id(7) + "\",\"hold\":" + hold + "}");
        assertThat(client.get("/holds").body()).isEqualTo("{\"holds\":[" + hold + "]}");

        var lifted = client.send(client.to("/holds/" + FakeWorkbook.id(7)).DELETE());
        assertThat(lifted.statusCode()).isEqualTo(204);
        assertThat(lifted.body()).isEmpty();
    }

    @Test
    void a_hold_that_is_not_there_is_not_lifted() {
        workbook.onLift =
                id -> new Outcome.Refused(id, Refusal.of(Refusal.Reason.UNKNOWN_HOLD, "", "there is no hold " + id));

        for (var id : List.of(FakeWorkbook.id(8).toString(), "nonsense")) {
            var answer = client.send(client.to("/holds/" + id).DELETE());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("/problems/unknown-hold", id);
        }
    }

    @Test
    void a_wrong_hold_is_refused_by_its_parts() {
        assertThat(client.post("/holds", "{\"table\":\"sales\",\"why\":1,\"condition\":\"id = 1\"}")
                        .body())
                .contains("/problems/invalid-body", "\"/column\"", "\"/why\"");
        assertThat(client.post("/holds", "{\"table\":\"sales\",\"column\":\"quantity\",\"condition\":\"id\"}")
                        .body())
                .contains("/problems/malformed-condition");
    }

    @Test
    void the_catalogue_tells_tables_and_rollups() {
        assertThat(client.get("/tables").body())
                .contains(
                        "\"name\":\"sales\",\"kind\":\"table\",\"key\":[\"id\"]",
                        "\"name\":\"products\"",
                        "\"kind\":\"rollup\"");
        assertThat(client.get("/tables/products").body())
                .isEqualTo("{\"name\":\"products\",\"kind\":\"table\",\"key\":[\"product\"],\"columns\":["
                        + "{\"name\":\"product\",\"type\":\"VARCHAR\",\"nullable\":true},"
                        + "{\"name\":\"brand\",\"type\":\"VARCHAR\",\"nullable\":true}]}");
        assertThat(client.get("/rollups").body()).startsWith("{\"rollups\":[{\"name\":\"sales_summary\"");
        assertThat(client.get("/rollups/sales_summary").body())
                .contains(
                        "\"base\":\"sales\"",
                        "\"joins\":[{\"table\":\"products\",\"column\":\"product\",\"base_column\":\"product\"}]",
                        "\"levels\":[{\"name\":\"brand\",\"source\":\"products.brand\"}]",
                        "\"axes\":[{\"name\":\"month\",\"source\":\"sales.day\",\"part\":\"month\"}]",
                        "\"measures\":[{\"name\":\"quantity\",\"column\":\"quantity\",\"aggregate\":\"sum\"}]",
                        "\"grouping_sets\":[{\"id\":0,\"levels\":[\"brand\"],\"axes\":[\"month\"]}]");
    }

    @Test
    void what_is_not_in_the_catalogue_is_a_problem_that_names_what_is() {
        assertThat(client.get("/tables/sale").body()).contains("/problems/unknown-table", "sales, products");
        assertThat(client.get("/rollups/sales").statusCode()).isEqualTo(404);
    }

    @Test
    void a_query_answers_in_the_format_wanted() {
        var answer = client.post(
                "/query",
                "{\"sql\":\"SELECT ?\",\"parameters\":[1,\"x\",null,true],\"limit\":5,\"timeout\":2}",
                "Accept",
                "text/csv");

        assertThat(answer.body()).startsWith("id,product,day,quantity,net_price\r\n1,P1");
        assertThat(workbook.queried)
                .containsExactly(new Query(
                        "SELECT ?",
                        List.of(CellValue.of(1), CellValue.of("x"), CellValue.none(), CellValue.of(true)),
                        5,
                        Duration.ofSeconds(2)));
        assertThat(client.post("/query", "{\"sql\":\"SELECT 1\"}").body())
                .startsWith("{\"version\":41,\"cursor\":\"e7-41\",\"columns\":[")
                .endsWith("]}\n");
    }

    @Test
    void a_rejected_query_says_why() {
        workbook.onQuery = query -> new QueryResult.Rejected("only one SELECT is run");

        var answer = client.post("/query", "{\"sql\":\"DROP TABLE sales\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/problems/query-rejected", "\"pointer\":\"/sql\"", "only one SELECT");
    }

    @Test
    void a_wrong_query_is_refused_by_its_parts() {
        assertThat(client.post("/query", "{\"sql\":\"\",\"parameters\":[1,[2]],\"limit\":0,\"timeout\":301,\"x\":1}")
                        .body())
                .contains("\"/sql\"", "\"/parameters/1\"", "\"/limit\"", "\"/timeout\"", "\"/x\"");
        assertThat(client.post("/query?format=xml", "{\"sql\":\"SELECT 1\"}").statusCode())
                .isEqualTo(406);
        assertThat(workbook.queried).isEmpty();
    }

    @Test
    void the_welcome_has_version_and_links() {
        assertThat(client.get("/").body())
                .startsWith("{\"message\":\"Welcome to Ducksheet\",\"version\":\"1.2.3\",\"open\":true,\"links\":{")
                .contains("\"view_table\":\"/view_table\"");
    }

    @Test
    void the_page_of_the_api_loads_from_this_server_alone() {
        var page = client.get("/openapi/ui");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self';");
        assertThat(page.body()).doesNotContain("http");
        var files = Pattern.compile("(?:src|href)=\"ui/([^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(files).containsExactly("swagger-ui.css", "swagger-ui-bundle.js", "start.js");
        for (var file : files) {
            var answer = client.get("/openapi/ui/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).as(file).isNotBlank();
        }
        assertThat(client.get("/openapi/ui/start.js").body()).contains("'../openapi'");
        assertThat(client.get("/openapi/ui/page.html").statusCode()).isEqualTo(404);
        assertThat(client.get("/openapi/ui/..%2FHttpServer.class").statusCode()).isEqualTo(404);
    }

    @Test
    void health_is_that_of_the_workbook() {
        assertThat(client.get("/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(client.get("/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");

        workbook.feed.failWith(new PortUnavailableException("away"));

        assertThat(client.get("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(client.get("/health/readiness").statusCode()).isEqualTo(503);
        assertThat(client.get("/health/readiness").body()).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(client.get("/get_updates").body()).contains("/problems/unavailable");
    }

    @Test
    void an_address_that_is_none_is_a_problem() {
        var answer = client.get("/nothing/here");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("/problems/not-found", "/nothing/here");
        assertThat(client.get("/problems/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void a_method_that_is_not_taken_is_a_problem_that_names_those_that_are() {
        var answer = client.send(client.to("/update_cell").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("POST");
        assertThat(answer.body()).contains("/problems/method-not-allowed");
    }

    @Test
    void options_name_the_methods() {
        var answer = client.send(client.to("/holds").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET", "HEAD", "POST", "OPTIONS");
    }

    @Test
    void a_head_request_has_the_head_of_the_answer() {
        for (var path : List.of("/", "/tables", "/get_updates", "/health/liveness", "/nothing")) {
            var answer = client.send(client.to(path).method("HEAD", BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(client.get(path).statusCode());
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void other_sites_are_not_let_in() {
        var answer = client.get("/tables", "Origin", "https://elsewhere.example");

        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
}
