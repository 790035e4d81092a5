package dev.ducksheet.http.openapi;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import dev.ducksheet.http.rows.RowFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One operation of the document. */
final class Route {
    private static final String JSON = "application/json";

    private final String method;
    private final String path;
    private final String tag;
    private final String summary;
    private final List<Json> parameters = new ArrayList<>();
    private final Map<String, Object> body = new LinkedHashMap<>();
    private final Map<String, Json.Obj> answers = new TreeMap<>();
    private boolean open;
    private boolean bodyIsNeeded = true;

    private Route(String method, String path, String tag, String summary) {
        this.method = method;
        this.path = path;
        this.tag = tag;
        this.summary = summary;
        answers.put("default", Refusals.otherwise());
        refused(400, 401, 403, 429);
    }

    static Route get(String tag, String path, String summary) {
        return new Route("get", path, tag, summary);
    }

    static Route post(String tag, String path, String summary) {
        return new Route("post", path, tag, summary);
    }

    static Route put(String tag, String path, String summary) {
        return new Route("put", path, tag, summary);
    }

    static Route patch(String tag, String path, String summary) {
        return new Route("patch", path, tag, summary);
    }

    static Route options(String tag, String path, String summary) {
        return new Route("options", path, tag, summary);
    }

    static Route head(String tag, String path, String summary) {
        return new Route("head", path, tag, summary);
    }

    static Route delete(String tag, String path, String summary) {
        return new Route("delete", path, tag, summary);
    }

    /** Lets everybody in, with or without a key. */
    Route open() {
        open = true;
        List.of("401", "403", "429").forEach(answers::remove);
        return this;
    }

    Route path(String name, String description, String example) {
        return parameter("path", name, description, Shape.text(), example, "required", true);
    }

    Route query(String name, String description, Json.Obj shape, Object example) {
        return parameter("query", name, description, shape, example);
    }

    /** Takes a parameter that has to be there. */
    Route needed(String name, String description, String example) {
        return parameter("query", name, description, Shape.text(), example, "required", true);
    }

    /** Answers with rows in every format that there is, told apart by the parameter format or the header Accept. */
    Route rows(String shape, Example json, Example csv, Example lines) {
        return query("format", "Instead of the header Accept", Shape.oneOf(RowFormat.names()), "csv")
                .header("Accept-Encoding", "How the rows may be coded: zstd, br, gzip", "identity")
                .answer(200, "The rows", shape, json)
                .answerOf(200, "text/csv", csv)
                .answerOf(200, "application/x-ndjson", lines)
                .answerOf(200, "application/vnd.apache.parquet", Examples.PARQUET)
                .answerOf(200, "application/vnd.apache.arrow.stream", Examples.ARROW)
                .answerHeader(200, "Ducksheet-Cursor", "The cursor to follow the changes from")
                .refused(307, 406, 422, 503, 507);
    }

    Route header(String name, String description, String example) {
        return parameter("header", name, description, Shape.text(), example);
    }

    /** Takes a header that has to be there. */
    Route neededHeader(String name, String description, String example) {
        return parameter("header", name, description, Shape.text(), example, "required", true);
    }

    private Route parameter(
            String in, String name, String description, Json.Obj shape, Object example, Object... more) {
        var parameter = Tree.object(
                "name", name, "in", in, "description", description, "schema", shape, "example", Tree.of(example));
        parameters.add(Tree.with(parameter, more));
        return this;
    }

    /** Takes a body of this shape in JSON. */
    Route body(String shape, Example... examples) {
        return body(Shape.ref(shape), examples);
    }

    /** Takes a body of this shape in JSON. */
    Route body(Json.Obj shape, Example... examples) {
        return body(JSON, shape, examples).refused(413, 415, 422);
    }

    /** Takes a body of another type too. */
    Route bodyOf(String type, Example example) {
        return body(type, Shape.text(), example);
    }

    /** Goes without a body too. */
    Route withoutBodyToo() {
        bodyIsNeeded = false;
        return this;
    }

    private Route body(String type, Json.Obj shape, Example... examples) {
        body.put(type, Shape.content(shape, examples));
        return this;
    }

    /** Answers with JSON of this shape. */
    Route answer(int status, String description, String shape, Example... examples) {
        return answer(status, description, Shape.ref(shape), examples);
    }

    /** Answers with JSON of this shape. */
    Route answer(int status, String description, Json.Obj shape, Example... examples) {
        return answer(
                status,
                Tree.object("description", description, "content", Tree.object(JSON, Shape.content(shape, examples))));
    }

    /** Answers without a body. */
    Route answer(int status, String description) {
        return answer(status, Tree.object("description", description));
    }

    private Route answer(int status, Json.Obj answer) {
        answers.put(Integer.toString(status), answer);
        return this;
    }

    /** Gives an answer in another type too. */
    Route answerOf(int status, String type, Example... examples) {
        var answer = answers.getOrDefault(Integer.toString(status), Tree.object());
        var content = (Json.Obj) answer.members().getOrDefault("content", Tree.object());
        return answer(
                status, Tree.with(answer, "content", Tree.with(content, type, Shape.content(Shape.text(), examples))));
    }

    /** Gives an answer a header. */
    Route answerHeader(int status, String name, String description) {
        var answer = answers.getOrDefault(Integer.toString(status), Tree.object());
        return answer(status, Tree.with(answer, "headers", Tree.object(name, Shape.header(description))));
    }

    /** May answer with problems of these statuses. */
    Route refused(int... statuses) {
        for (int status : statuses) {
            answers.put(Integer.toString(status), Refusals.ref(status));
        }
        return this;
    }

    String path() {
        return path;
    }

    String method() {
        return method;
    }

    Json.Obj document() {
        var operation = Tree.object("operationId", operationId(), "tags", List.of(tag), "summary", summary);
        if (open) {
            operation = Tree.with(operation, "security", List.of());
        }
        if (!parameters.isEmpty()) {
            operation = Tree.with(operation, "parameters", parameters);
        }
        if (!body.isEmpty()) {
            operation = Tree.with(operation, "requestBody", Tree.object("required", bodyIsNeeded, "content", body));
        }
        return Tree.with(operation, "responses", answers);
    }

    private String operationId() {
        var words = path.replaceAll("[{}]", "").replaceAll("[^a-z]+", "_").replaceAll("^_|_$", "");
        return method + (words.isEmpty() ? "" : "_" + words);
    }
}
