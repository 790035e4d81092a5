package dev.ducksheet.http.openapi;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import dev.ducksheet.http.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One operation of the document. */
final class Route {
    private static final Pattern IN_PATH = Pattern.compile("\\{([a-z]+)}");

    private final String method;
    private final String path;
    private final String summary;
    private final List<Json> parameters = new ArrayList<>();
    private final Map<String, Object> answers = new LinkedHashMap<>();
    private final Map<String, Object> body = new LinkedHashMap<>();

    private Route(String method, String path, String summary) {
        this.method = method;
        this.path = path;
        this.summary = summary;
        var names = IN_PATH.matcher(path);
        while (names.find()) {
            parameters.add(Tree.object("name", names.group(1), "in", "path", "required", true, "schema", Shape.text()));
        }
    }

    static Route get(String path, String summary) {
        return new Route("get", path, summary);
    }

    static Route post(String path, String summary, String body, String... otherTypes) {
        return new Route("post", path, summary).taking(body, otherTypes);
    }

    static Route patch(String path, String summary, String body) {
        return new Route("patch", path, summary).taking(body);
    }

    private Route taking(String shape, String... otherTypes) {
        Map<String, Object> content = new LinkedHashMap<>(content(Shape.ref(shape), "application/json"));
        for (var type : otherTypes) {
            content.putAll(content(Shape.text(), type));
        }
        body.put("required", true);
        body.put("content", content);
        return this;
    }

    static Route delete(String path, String summary) {
        return new Route("delete", path, summary);
    }

    Route query(String name, String description, Json.Obj shape) {
        parameters.add(Tree.object("name", name, "in", "query", "description", description, "schema", shape));
        return this;
    }

    Route header(String name, String description) {
        parameters.add(Tree.object("name", name, "in", "header", "description", description, "schema", Shape.text()));
        return this;
    }

    Route answer(int status, String description, String shape, String... otherTypes) {
        Map<String, Object> content = new LinkedHashMap<>(content(Shape.ref(shape), "application/json"));
        for (var type : otherTypes) {
            content.putAll(content(Shape.text(), type));
        }
        answers.put(Integer.toString(status), Tree.object("description", description, "content", content));
        return this;
    }

    Route answer(int status, String description) {
        answers.put(Integer.toString(status), Tree.object("description", description));
        return this;
    }

    private static Map<String, Object> content(Json.Obj shape, String type) {
        return Map.of(type, Tree.object("schema", shape));
    }

    String path() {
        return path;
    }

    String method() {
        return method;
    }

    Json.Obj document() {
        answers.put(
                "default",
                Tree.object("description", "A problem", "content", content(Shape.ref("Problem"), Problem.MEDIA_TYPE)));
        var operation = Tree.object("operationId", operationId(), "summary", summary, "responses", answers);
        var withParameters = parameters.isEmpty() ? operation : Tree.with(operation, "parameters", parameters);
        return body.isEmpty() ? withParameters : Tree.with(withParameters, "requestBody", body);
    }

    private String operationId() {
        var words = path.replaceAll("[{}]", "").replaceAll("[^a-z]+", "_").replaceAll("^_|_$", "");
        return method + (words.isEmpty() ? "" : "_" + words);
    }
}
