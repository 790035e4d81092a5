package dev.ducksheet.http;

import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.Arguments;
import dev.ducksheet.core.port.Query;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Runs read-only queries. */
@Controller("/query")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class QueryController {
    private static final String PARAMETERS = "parameters";

    private final Callers callers;
    private final Querying querying;

    QueryController(Callers callers, Querying querying) {
        this.callers = callers;
        this.querying = querying;
    }

    /** Runs a query. */
    @Post
    CompletionStage<MutableHttpResponse<Payload>> query(HttpRequest<?> request) {
        callers.require(request, Permission.QUERY);
        var runQuery = callers.workbook(request).runQuery();
        var format = Streams.format(request, Parameters.of(request, "format").text("format"));
        return Bodies.json(request).thenCompose(json -> {
            var query = read(json);
            return querying.answer(request, format, cancellation -> runQuery.query(query, cancellation));
        });
    }

    private static Query read(Json json) {
        var fields = Fields.of(json);
        var sql = fields.requiredText("sql");
        var arguments = arguments(fields);
        long limit = fields.number("limit", 1, Querying.MOST_ROWS, Querying.ROWS);
        long timeout = fields.number("timeout", 1, Querying.MOST_SECONDS, Querying.SECONDS);
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new Query(sql, arguments, limit, Duration.ofSeconds(timeout));
    }

    /** Takes a list for parameters that are told by their places, and an object for those that have names. */
    private static Arguments arguments(Fields fields) {
        return fields.any(PARAMETERS).filter(Json.Obj.class::isInstance).isPresent()
                ? new Arguments.Named(named(fields.inside(PARAMETERS)))
                : new Arguments.Positional(positional(fields));
    }

    private static Map<String, CellValue> named(Fields parameters) {
        Map<String, CellValue> values = new LinkedHashMap<>();
        parameters
                .names()
                .forEach(name ->
                        parameters.read(name, Cells.EXPECTED, Cells::read).ifPresent(value -> values.put(name, value)));
        return values;
    }

    private static List<CellValue> positional(Fields fields) {
        var values = new ArrayList<CellValue>();
        for (var element : fields.list(PARAMETERS)) {
            int index = values.size();
            values.add(Cells.read(element).orElseGet(() -> {
                fields.wrongAt(PARAMETERS, index, "expected " + Cells.EXPECTED + ", found " + element.kind());
                return CellValue.none();
            }));
        }
        return values;
    }
}
