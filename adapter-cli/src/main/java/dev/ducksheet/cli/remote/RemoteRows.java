package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.ViewTable;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Rows behind a URL. */
record RemoteRows(Server server) implements ViewTable, RunQuery {
    /** More than this a server gives to no query. */
    private static final long MOST_ROWS = 10_000_000;

    @Override
    public Opening view(View view) {
        HttpResponse<InputStream> response = server.stream(server.request(
                "/view_table/" + Parameters.encoded(view.sheet()).replace("+", "%20") + parameters(view)));
        if (response.statusCode() < 300) {
            return new Opening.Opened(new JsonRows(server, response.body()));
        }
        Answer answer = server.problem(response);
        return new Opening.Refused(answer.refusal().orElseThrow(answer::failure));
    }

    private static String parameters(View view) {
        List<String> parameters = new ArrayList<>();
        Parameters.add(parameters, "columns", String.join(",", view.columns()));
        Parameters.add(parameters, "filter", view.filter());
        Parameters.add(parameters, "sort", String.join(",", view.sort()));
        Parameters.add(parameters, "limit", view.limit() == Long.MAX_VALUE ? "" : Long.toString(view.limit()));
        Parameters.add(
                parameters,
                "cursor",
                view.after().isEmpty() ? "" : view.after().get(0).display());
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    @Override
    public QueryResult query(Query query) {
        HttpRequest.Builder request = server.request("/query")
                .header("Content-Type", "application/json")
                .POST(Server.body(body(query)));
        HttpResponse<InputStream> response = server.stream(request);
        if (response.statusCode() < 300) {
            return new QueryResult.Rows(new JsonRows(server, response.body()));
        }
        Answer answer = server.problem(response);
        if (answer.status() == 422) {
            return new QueryResult.Rejected(answer.body().path("detail").asText());
        }
        throw answer.failure();
    }

    private static ObjectNode body(Query query) {
        ObjectNode body = Server.json().createObjectNode();
        body.put("sql", query.text());
        query.parameters().forEach(value -> body.withArray("parameters").add(JsonValues.json(value)));
        body.put("limit", Math.min(query.limit(), MOST_ROWS));
        body.put("timeout", query.timeout().toSeconds());
        return body;
    }
}
