package dev.ducksheet.http;

import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.core.port.QueryResult;
import dev.ducksheet.core.port.in.RunQuery;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import dev.ducksheet.http.rows.RowFormat;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Runs read-only queries. */
@Controller("/query")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class QueryController {
    private static final long ROWS = 10_000;
    private static final long MOST_ROWS = 10_000_000;
    private static final long SECONDS = 30;
    private static final long MOST_SECONDS = 300;

    private final Callers callers;
    private final Streams streams;
    private final Work work;

    QueryController(Callers callers, Streams streams, Work work) {
        this.callers = callers;
        this.streams = streams;
        this.work = work;
    }

    /** Runs a query. */
    @Post
    CompletionStage<MutableHttpResponse<Payload>> query(HttpRequest<?> request) {
        callers.require(request, Permission.QUERY);
        var runQuery = callers.workbook(request).runQuery();
        var format = Streams.format(request, Parameters.of(request, "format").text("format"));
        return Bodies.json(request).thenCompose(json -> {
            var query = read(json);
            return work.answer(() -> answer(runQuery, format, query));
        });
    }

    private MutableHttpResponse<Payload> answer(RunQuery runQuery, RowFormat format, Query query) {
        var result = runQuery.query(query);
        if (result instanceof QueryResult.Rejected rejected) {
            throw Problem.at(ProblemType.QUERY_REJECTED, "/sql", rejected.detail())
                    .exception();
        }
        var rows = ((QueryResult.Rows) result).stream();
        return streams.answer(rows, format, Optional.empty(), after -> "");
    }

    private static Query read(Json json) {
        var fields = Fields.of(json);
        var sql = fields.requiredText("sql");
        var parameters = parameters(fields);
        long limit = fields.number("limit", 1, MOST_ROWS, ROWS);
        long timeout = fields.number("timeout", 1, MOST_SECONDS, SECONDS);
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new Query(sql, parameters, limit, Duration.ofSeconds(timeout));
    }

    private static List<CellValue> parameters(Fields fields) {
        var parameters = new ArrayList<CellValue>();
        for (var element : fields.list("parameters")) {
            int index = parameters.size();
            parameters.add(Cells.read(element).orElseGet(() -> {
                fields.wrongAt("parameters", index, "expected " + Cells.EXPECTED + ", found " + element.kind());
                return CellValue.none();
            }));
        }
        return parameters;
    }
}
