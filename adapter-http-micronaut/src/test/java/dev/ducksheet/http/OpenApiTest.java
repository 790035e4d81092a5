package dev.ducksheet.http;

import static dev.ducksheet.http.Conformity.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the document says is so. */
class OpenApiTest extends WithServer {

    private Json.Obj document() {
        return object(client.get("/openapi").body());
    }

    private static Json.Obj object(String json) {
        return (Json.Obj) JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private Json.Obj shape(String name) {
        return at(document(), "components", "schemas", name);
    }

    @Test
    void it_says_which_version_it_is_of() {
        assertThat(document().members().get("openapi")).isEqualTo(new Json.Str("3.1.0"));
        assertThat(at(document(), "info").members().get("version")).isEqualTo(new Json.Str("1.2.3"));
    }

    @Test
    void it_has_every_route_that_there_is_and_no_other() {
        try (var context = ApplicationContext.builder()
                .singletons(new Served(workbook, settings(), Metrics.NONE, Traces.NONE, HttpServer.NO_FILES))
                .start()) {
            var routes = context.getBean(Router.class).uriRoutes().toList();
            var gets = routes.stream()
                    .filter(route -> route.getHttpMethod() == HttpMethod.GET)
                    .map(route -> route.getUriMatchTemplate().toString())
                    .toList();
            var routed = routes.stream()
                    .filter(route -> route.getHttpMethod() != HttpMethod.HEAD
                            || !gets.contains(route.getUriMatchTemplate().toString()))
                    .map(route -> route.getHttpMethod() + " " + route.getUriMatchTemplate())
                    .collect(Collectors.toCollection(TreeSet::new));
            var documented = at(document(), "paths").members().entrySet().stream()
                    .flatMap(path -> ((Json.Obj) path.getValue())
                            .members().keySet().stream()
                                    .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(documented).isEqualTo(routed);
        }
    }

    @ParameterizedTest
    @CsvSource({"/update_cell,UpdateCell", "/holds,NewHold", "/query,Query", "/tables,NewTable"})
    void a_body_has_the_members_that_are_taken(String path, String name) {
        var shape = shape(name);
        var refusal = client.post(path, "{\"?\":1}").body();
        var known = refusal.replaceAll("(?s).*?known: ([a-z_, ]*).*", "$1");

        assertThat(known.split(", "))
                .containsExactlyInAnyOrderElementsOf(
                        at(shape, "properties").members().keySet());
    }

    @Test
    void answers_are_of_their_shape() {
        workbook.feed.sell(1);
        assertShape("Outcome", client.post("/update_cell", A_CELL).body());
        assertShape(
                "Outcome",
                client.post("/update_cell", A_CELL, "Prefer", "respond-async").body());
        assertShape("Outcome", client.post("/tables/t/rows", "[{\"id\": 1}]").body());
        assertShape("Updates", client.get("/get_updates").body());
        assertShape("View", client.get("/view_table/sales").body());
        assertShape("Result", client.post("/query", "{\"sql\":\"SELECT 1\"}").body());
        assertShape("Tables", client.get("/tables").body());
        assertShape("Table", client.get("/tables/sales").body());
        assertShape("Table", client.get("/rollups/sales_summary").body());
        assertShape("Rollups", client.get("/rollups").body());
        assertShape("Holds", client.get("/holds").body());
        assertShape("Welcome", client.get("/").body());
        assertShape("Health", client.get("/health/readiness").body());
        assertShape("ProblemType", client.get("/problems/stale").body());
        assertShape("Problem", client.post("/update_cell", "{}").body());
    }

    private void assertShape(String name, String body) {
        assertThat(new Conformity(document()).errors(shape(name), object(body)))
                .as(body)
                .isEmpty();
    }

    @Test
    void the_postman_collection_has_every_route_and_no_other_each_with_a_test() throws IOException {
        var collection =
                object(Files.readString(Path.of("..", "docs", "postman", "ducksheet.postman_collection.json")));
        var routes = at(document(), "paths").members().entrySet().stream()
                .flatMap(path -> ((Json.Obj) path.getValue())
                        .members().keySet().stream()
                                .map(method -> method.toUpperCase(Locale.ROOT) + " "
                                        + path.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .toList();
        var requests = elements(collection, "item")
                .flatMap(folder -> elements(folder, "item"))
                .toList();
        var sent = requests.stream()
                .map(request -> at(request, "request"))
                .map(request -> text(request, "method") + " "
                        + text(at(request, "url"), "raw")
                                .replace("{{baseUrl}}", "")
                                .replaceAll("\\?.*", ""))
                .toList();

        assertThat(routes).allSatisfy(route -> assertThat(sent).anyMatch(it -> it.matches(route)));
        assertThat(sent).allSatisfy(request -> assertThat(routes).anyMatch(request::matches));
        assertThat(requests)
                .allSatisfy(request -> assertThat(elements(request, "event"))
                        .anyMatch(event -> text(event, "listen").equals("test")));
    }

    private static Stream<Json.Obj> elements(Json.Obj object, String name) {
        return ((Json.Arr) object.members().get(name)).elements().stream().map(Json.Obj.class::cast);
    }

    private static String text(Json.Obj object, String name) {
        return ((Json.Str) object.members().get(name)).text();
    }

    @Test
    void it_says_which_routes_take_a_key() {
        var closed = new HttpSettings("127.0.0.1", 0, 1 << 20, 10, Duration.ZERO, Duration.ofSeconds(15), false, "1");
        try (var guarded = HttpServer.start(workbook, closed)) {
            at(document(), "paths")
                    .members()
                    .forEach((path, methods) -> ((Json.Obj) methods).members().forEach((method, operation) -> {
                        var request = client.to(path.replaceAll("[{}]", ""));
                        var there = guarded.uri().resolve(request.build().uri().getPath());
                        var answer = client.send(
                                request.uri(there).method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
                        var members = ((Json.Obj) operation).members();
                        assertThat(answer.statusCode() != 401)
                                .as(method + " " + path)
                                .isEqualTo(members.containsKey("security"))
                                .isNotEqualTo(at((Json.Obj) operation, "responses")
                                        .members()
                                        .containsKey("401"));
                    }));
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        var text = client.get("/openapi").body();
        var names = at(document(), "components", "schemas").members().keySet();
        var referred = Stream.of(text.split("#/components/schemas/"))
                .skip(1)
                .map(rest -> rest.substring(0, rest.indexOf('"')))
                .toList();

        assertThat(names).containsAll(referred);
    }

    @Test
    void it_comes_as_yaml_too() {
        for (var answer :
                List.of(client.get("/openapi?format=yaml"), client.get("/openapi", "Accept", "application/yaml"))) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
            assertThat(answer.body())
                    .startsWith("\"openapi\": \"3.1.0\"\n\"info\":\n  \"title\": \"Ducksheet\"\n")
                    .contains("\n      \"parameters\":\n        -\n          \"name\": \"Idempotency-Key\"\n");
        }
        assertThat(client.get("/openapi?format=xml").statusCode()).isEqualTo(406);
    }
}
