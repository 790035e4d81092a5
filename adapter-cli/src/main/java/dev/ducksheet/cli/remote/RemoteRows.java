package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.core.port.in.ViewTable;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows behind a URL. */
record RemoteRows(Server server) implements ViewTable, PivotTable, RunQuery {
    /** More than this a server gives to no query. */
    static final long MOST_ROWS = 10_000_000;

    @Override
    public Opening view(View view) {
        return opening("/view_table/", view.sheet(), parameters(view));
    }

    @Override
    public Opening pivot(Pivot request) {
        List<String> parameters = new ArrayList<>();
        Parameters.add(parameters, "rows", names(request.rows()));
        Parameters.add(parameters, "columns", names(request.columns()));
        Parameters.add(parameters, "values", names(request.values()));
        Parameters.add(parameters, "agg", request.aggregate().wireName());
        Parameters.add(parameters, "filter", request.filter());
        Parameters.add(parameters, "limit", limit(request.limit()));
        return opening("/pivot/", request.sheet(), parameters);
    }

    @Override
    public Opening unpivot(Unpivot request) {
        List<String> parameters = new ArrayList<>();
        Parameters.add(parameters, "columns", names(request.columns()));
        Parameters.add(parameters, "keep", names(request.keep()));
        Parameters.add(parameters, "name", request.name());
        Parameters.add(parameters, "value", request.value());
        Parameters.add(parameters, "filter", request.filter());
        Parameters.add(parameters, "limit", limit(request.limit()));
        return opening("/unpivot/", request.sheet(), parameters);
    }

    /** A name with a comma in it, or with quotes, is written in quotes. */
    private static String names(List<String> names) {
        return names.stream()
                .map(name -> name.matches("[^,\"]*") ? name : '"' + name.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }

    private static String limit(long limit) {
        return limit == Long.MAX_VALUE ? "" : Long.toString(limit);
    }

    private Opening opening(String route, String sheet, List<String> parameters) {
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        HttpResponse<InputStream> response =
                server.stream(server.request(route + Parameters.encoded(sheet).replace("+", "%20") + query));
        if (response.statusCode() < 300) {
            return new Opening.Opened(new JsonRows(server, response.body()));
        }
        Answer answer = server.problem(response);
        return new Opening.Refused(answer.refusal().orElseThrow(answer::failure));
    }

    private static List<String> parameters(View view) {
        List<String> parameters = new ArrayList<>();
        Parameters.add(parameters, "columns", String.join(",", view.columns()));
        Parameters.add(parameters, "filter", view.filter());
        Parameters.add(parameters, "sort", String.join(",", view.sort()));
        Parameters.add(parameters, "limit", limit(view.limit()));
        Parameters.add(parameters, "as_of", view.asOf().map(Version::toString).orElse(""));
        Parameters.add(
                parameters,
                "cursor",
                view.after().isEmpty() ? "" : view.after().get(0).display());
        return parameters;
    }

    @Override
    public QueryResult query(Query query, Cancellation cancellation) {
        return result(server.request("/query")
                .header("Content-Type", "application/json")
                .POST(Server.body(body(query))));
    }

    /** Sends a request that is answered with the rows of a query. */
    QueryResult result(HttpRequest.Builder request) {
        HttpResponse<InputStream> response = server.stream(request);
        if (response.statusCode() < 300) {
            return new QueryResult.Rows(new JsonRows(server, response.body()));
        }
        Answer answer = server.problem(response);
        return new QueryResult.Rejected(answer.refusal().orElseThrow(answer::failure));
    }

    private static ObjectNode body(Query query) {
        ObjectNode body = Server.json().createObjectNode();
        body.put("sql", query.text());
        if (query.arguments() instanceof Arguments.Named named) {
            ObjectNode parameters = body.putObject("parameters");
            named.values().forEach((name, value) -> parameters.set(name, JsonValues.json(value)));
        } else if (query.arguments() instanceof Arguments.Positional positional) {
            positional.values().forEach(value -> body.withArray("parameters").add(JsonValues.json(value)));
        }
        body.put("limit", Math.min(query.limit(), MOST_ROWS));
        body.put("timeout", query.timeout().toSeconds());
        return body;
    }
}
