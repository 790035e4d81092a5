package dev.ducksheet.http;

import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.port.in.PivotTable;
import dev.ducksheet.core.port.in.PivotTable.Pivot;
import dev.ducksheet.core.port.in.PivotTable.Unpivot;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.rows.RowFormat;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Shows tables and rollups turned, to clients that speak no SQL. */
@Controller
@Produces(MediaType.ALL)
final class PivotController {
    private final Callers callers;
    private final Streams streams;
    private final Work work;

    PivotController(Callers callers, Streams streams, Work work) {
        this.callers = callers;
        this.streams = streams;
        this.work = work;
    }

    /** Shows a pivot. */
    @Get("/pivot/{table}")
    CompletionStage<MutableHttpResponse<Payload>> pivot(HttpRequest<?> request, String table) {
        var parameters = Parameters.of(request, "rows", "columns", "values", "agg", "filter", "limit", "format");
        var pivot = new Pivot(
                table,
                parameters.names("rows"),
                parameters.names("columns"),
                parameters.names("values"),
                parameters.text("agg").map(PivotController::aggregate).orElse(Aggregate.SUM),
                parameters.text("filter").orElse(""),
                limit(parameters));
        return answer(request, parameters, table, it -> it.pivot(pivot));
    }

    private static Aggregate aggregate(String name) {
        return Aggregate.named(name)
                .orElseThrow(() -> Parameters.wrong("agg takes one of " + Aggregate.NAMES + ", not \"" + name + "\""));
    }

    private static long limit(Parameters parameters) {
        return parameters.number("limit", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Shows the cells of several columns as rows. */
    @Get("/unpivot/{table}")
    CompletionStage<MutableHttpResponse<Payload>> unpivot(HttpRequest<?> request, String table) {
        var parameters = Parameters.of(request, "columns", "keep", "name", "value", "filter", "limit", "format");
        var unpivot = new Unpivot(
                table,
                parameters.names("columns"),
                parameters.names("keep"),
                parameters.text("name").orElse("name"),
                parameters.text("value").orElse("value"),
                parameters.text("filter").orElse(""),
                limit(parameters));
        return answer(request, parameters, table, it -> it.unpivot(unpivot));
    }

    private CompletionStage<MutableHttpResponse<Payload>> answer(
            HttpRequest<?> request, Parameters parameters, String table, Function<PivotTable, Opening> opening) {
        var format = Streams.format(request, parameters.text("format"));
        var pivotTable = callers.workbook(request).pivotTable();
        return work.answer(() -> answer(request, format, table, opening.apply(pivotTable)));
    }

    private MutableHttpResponse<Payload> answer(
            HttpRequest<?> request, RowFormat format, String table, Opening opening) {
        if (opening instanceof Opening.Refused refused) {
            throw Problem.of(refused.refusal(), "").exception();
        }
        return streams.tagged(request, ((Opening.Opened) opening).rows(), format, table, after -> "");
    }
}
