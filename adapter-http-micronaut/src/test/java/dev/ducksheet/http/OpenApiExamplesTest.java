package dev.ducksheet.http;

import static dev.ducksheet.http.Conformity.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import dev.ducksheet.http.json.Tree;
import dev.ducksheet.http.openapi.OpenApi;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of a request is sent to a server, and gets the answer that the document describes. */
class OpenApiExamplesTest {
    private static final Json.Obj DOCUMENT = OpenApi.document("1.2.3");
    private static final Conformity CONFORMITY = new Conformity(DOCUMENT);

    private Workbook workbook;
    private HttpServer server;
    private Client client;

    @BeforeEach
    void start() {
        workbook = DemoTwin.open();
        server = HttpServer.start(workbook, HttpSettings.defaults("1.2.3"));
        client = new Client(server);
    }

    @AfterEach
    void stop() {
        server.close();
        workbook.close();
    }

    /**
     * A request of the document.
     *
     * @param sent the parameters that are sent: those that are required, and at most one that is not
     */
    record Request(String method, String path, Json.Obj operation, List<Json.Obj> sent, String type, String example) {
        @Override
        public String toString() {
            var names = sent.stream().map(parameter -> text(parameter, "name")).toList();
            return method + " " + path + " " + names + " " + type + " " + example;
        }

        /**
         * Unless it is asked to go on by itself, an operation answers with the one status of success that is not 202, if it
         * has one.
         */
        String expectedStatus() {
            boolean async =
                    sent.stream().anyMatch(parameter -> text(parameter, "name").equals("Prefer"));
            var successes = at(operation, "responses").members().keySet().stream()
                    .filter(status -> status.startsWith("2"))
                    .toList();
            return successes.stream()
                    .filter(status -> status.equals("202") == async)
                    .findFirst()
                    .orElseGet(() -> successes.get(0));
        }
    }

    private static String text(Json.Obj object, String name) {
        return ((Json.Str) object.members().get(name)).text();
    }

    private static List<Json> list(Json.Obj object, String name) {
        return object.members().get(name) instanceof Json.Arr array ? array.elements() : List.of();
    }

    static List<Request> requests() {
        var requests = new ArrayList<Request>();
        at(DOCUMENT, "paths")
                .members()
                .forEach((path, methods) -> ((Json.Obj) methods)
                        .members()
                        .forEach((method, operation) -> requests.addAll(requests(method, path, (Json.Obj) operation))));
        return requests;
    }

    private static List<Request> requests(String method, String path, Json.Obj operation) {
        var required = new ArrayList<Json.Obj>();
        var optional = new ArrayList<Json.Obj>();
        for (var parameter : list(operation, "parameters")) {
            var object = (Json.Obj) parameter;
            (object.members().containsKey("required") ? required : optional).add(object);
        }
        var requests = new ArrayList<Request>();
        var bodies = bodies(operation);
        bodies.forEach((example, type) -> requests.add(new Request(method, path, operation, required, type, example)));
        var first = bodies.isEmpty() ? "" : bodies.keySet().iterator().next();
        for (var parameter : optional) {
            var sent = Stream.concat(needed(required, optional, parameter).stream(), Stream.of(parameter))
                    .toList();
            boolean isFetched = text(parameter, "name").equals("source"); // then nothing is sent
            var body = isFetched ? "" : first;
            requests.add(new Request(method, path, operation, sent, bodies.getOrDefault(body, ""), body));
        }
        if (requests.isEmpty()) {
            requests.add(new Request(method, path, operation, required, "", ""));
        }
        return requests;
    }

    /**
     * Beside a header goes the first of the queries: a deletion of rows has to be told which. A filter goes with the table
     * that it is about.
     */
    private static List<Json.Obj> needed(List<Json.Obj> required, List<Json.Obj> optional, Json.Obj parameter) {
        if (text(parameter, "name").equals("filter")) {
            return Stream.concat(
                            required.stream(),
                            optional.stream()
                                    .filter(other -> text(other, "name").equals("table")))
                    .toList();
        }
        boolean tellsWhat = text(parameter, "in").equals("query");
        return Stream.concat(
                        required.stream(),
                        optional.stream()
                                .filter(other -> !tellsWhat && text(other, "in").equals("query"))
                                .limit(1))
                .toList();
    }

    /** Returns the types of the examples of bodies by the names of the examples. */
    private static Map<String, String> bodies(Json.Obj operation) {
        var bodies = new LinkedHashMap<String, String>();
        if (operation.members().containsKey("requestBody")) {
            at(operation, "requestBody", "content")
                    .members()
                    .forEach((type, content) -> at((Json.Obj) content, "examples")
                            .members()
                            .keySet()
                            .forEach(name ->
                                    assertThat(bodies.put(name, type)).as(name).isNull()));
        }
        return bodies;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void an_example_gets_the_answer_that_is_described(Request request) {
        var answer = send(request);

        assertThat(answer.statusCode()).as(answer.body()).hasToString(request.expectedStatus());
        var described = at(request.operation(), "responses", request.expectedStatus());
        if (!described.members().containsKey("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        var type = answer.headers().firstValue("Content-Type").orElseThrow().replaceAll(";.*", "");
        assertThat(at(described, "content").members()).containsKey(type);
        if (type.equals("application/json")) {
            var body = JsonReader.read(answer.body().getBytes(StandardCharsets.UTF_8));
            assertThat(CONFORMITY.errors(at(described, "content", type, "schema"), body))
                    .as(answer.body())
                    .isEmpty();
        }
        if (described.members().containsKey("headers")) {
            assertThat(answer.headers().map().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                    .containsAll(at(described, "headers").members().keySet().stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    private HttpResponse<String> send(Request request) {
        var path = request.path();
        var query = new ArrayList<String>();
        var headers = new ArrayList<String>();
        for (var parameter : request.sent()) {
            var name = text(parameter, "name");
            var example = parameter.members().get("example");
            var value = example instanceof Json.Str words
                    ? words.text()
                    : new String(Tree.document(example).bytes(), StandardCharsets.UTF_8);
            switch (text(parameter, "in")) {
                case "path" -> path = path.replace("{" + name + "}", value);
                case "query" -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
                default -> headers.addAll(List.of(name, value));
            }
        }
        var sent = client.to(path + (query.isEmpty() ? "" : "?" + String.join("&", query)))
                .method(request.method().toUpperCase(Locale.ROOT), BodyPublishers.ofByteArray(body(request)));
        if (!request.type().isEmpty()) {
            sent.setHeader("Content-Type", request.type());
        }
        return client.send(Client.headers(sent, headers.toArray(String[]::new)));
    }

    private static byte[] body(Request request) {
        if (request.example().isEmpty()) {
            return new byte[0];
        }
        var value = at(request.operation(), "requestBody", "content", request.type(), "examples", request.example())
                .members()
                .get("value");
        return value instanceof Json.Str text
                ? text.text().getBytes(StandardCharsets.UTF_8)
                : Tree.document(value).bytes();
    }

    @Test
    void every_body_has_examples_and_they_are_of_its_shape() {
        var contents = new ArrayList<String>();
        at(DOCUMENT, "paths").members().forEach((path, methods) -> collect(path, methods, contents));
        collect("responses", at(DOCUMENT, "components", "responses"), contents);

        assertThat(contents).isEmpty();
    }

    /** Notes every content below that has no example, or one that does not fit. */
    private static void collect(String place, Json json, List<String> wrong) {
        if (json instanceof Json.Arr array) {
            array.elements().forEach(element -> collect(place, element, wrong));
        } else if (json instanceof Json.Obj object) {
            object.members().forEach((name, member) -> {
                if (name.equals("content")) {
                    ((Json.Obj) member)
                            .members()
                            .forEach((type, content) -> judge(place + " " + type, (Json.Obj) content, wrong));
                } else {
                    collect(place + " " + name, member, wrong);
                }
            });
        }
    }

    private static void judge(String place, Json.Obj content, List<String> wrong) {
        var examples = content.members().containsKey("examples")
                ? at(content, "examples").members()
                : Map.<String, Json>of();
        // The document itself and any other problem have none.
        if (examples.isEmpty() && !place.startsWith("/openapi") && !place.startsWith("responses Problem ")) {
            wrong.add(place + " has no example");
        }
        examples.forEach((name, example) -> CONFORMITY
                .errors(
                        content.members().get("schema"),
                        ((Json.Obj) example).members().get("value"))
                .forEach(error -> wrong.add(place + " " + name + error)));
    }
}
