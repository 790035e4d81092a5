package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.ManageQueries;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Saved queries behind a URL. */
record RemoteQueries(Server server, Submissions submissions, RemoteRows rows) implements ManageQueries {
    @Override
    public List<SavedQuery> queries() {
        List<SavedQuery> queries = new ArrayList<>();
        server.get("/queries").path("queries").forEach(query -> queries.add(read(query)));
        return queries;
    }

    static SavedQuery read(JsonNode json) {
        List<SavedQuery.Parameter> parameters = new ArrayList<>();
        json.path("parameters").forEach(parameter -> parameters.add(parameter(parameter)));
        return new SavedQuery(
                json.path("name").asText(),
                json.path("sql").asText(),
                json.path("description").asText(),
                parameters);
    }

    private static SavedQuery.Parameter parameter(JsonNode json) {
        var type = Types.named(json.path("type").asText());
        SavedQuery.Default byDefault = json.has("default")
                ? new SavedQuery.Default.Value(JsonValues.cell(json.get("default"), type))
                : new SavedQuery.Default.None();
        return new SavedQuery.Parameter(json.path("name").asText(), type, byDefault);
    }

    @Override
    public Submission save(SavedQuery query, boolean mayReplace, Signature signature) {
        String path = mayReplace ? address(query.name()) : "/queries";
        HttpRequest.Builder request = server.request(path)
                .header("Content-Type", "application/json")
                .method(mayReplace ? "PUT" : "POST", Server.body(write(query)));
        return send(request, signature);
    }

    private static ObjectNode write(SavedQuery query) {
        ObjectNode json = Server.json()
                .createObjectNode()
                .put("name", query.name())
                .put("sql", query.sql())
                .put("description", query.description());
        for (SavedQuery.Parameter parameter : query.parameters()) {
            ObjectNode each = json.withArray("parameters")
                    .addObject()
                    .put("name", parameter.name())
                    .put("type", parameter.type().sqlName());
            if (parameter.byDefault() instanceof SavedQuery.Default.Value value) {
                each.set("default", JsonValues.json(value.value()));
            }
        }
        return json;
    }

    @Override
    public Submission drop(String name, Signature signature) {
        return send(server.request(address(name)).DELETE(), signature);
    }

    private Submission send(HttpRequest.Builder request, Signature signature) {
        if (signature.idempotency() instanceof Idempotency.Keyed keyed) {
            request.header("Idempotency-Key", keyed.key());
        }
        return submissions.send(request, signature.editor());
    }

    @Override
    public QueryResult run(
            String name, Map<String, CellValue> arguments, long limit, Duration timeout, Cancellation cancellation) {
        List<String> parameters = new ArrayList<>();
        arguments.forEach(
                (key, value) -> parameters.add(Parameters.encoded(key) + "=" + Parameters.encoded(value.display())));
        parameters.add("limit=" + Math.min(limit, RemoteRows.MOST_ROWS));
        parameters.add("timeout=" + timeout.toSeconds());
        return rows.result(server.request(address(name) + "?" + String.join("&", parameters)));
    }

    private static String address(String name) {
        return "/queries/" + Parameters.encoded(name).replace("+", "%20");
    }
}
