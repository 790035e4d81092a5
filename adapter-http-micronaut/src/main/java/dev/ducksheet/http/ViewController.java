package dev.ducksheet.http;

import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.ViewTable.View;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.rows.RowFormat;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Shows the rows of tables and rollups. */
@Controller("/view_table")
@Produces(MediaType.ALL)
final class ViewController {
    private static final String AS_OF = "as_of";

    private final Callers callers;
    private final ReadUpdates updates;
    private final Streams streams;
    private final Work work;

    ViewController(Callers callers, ReadUpdates updates, Streams streams, Work work) {
        this.callers = callers;
        this.updates = updates;
        this.streams = streams;
        this.work = work;
    }

    /** Shows rows. */
    @Get("/{table}")
    CompletionStage<MutableHttpResponse<Payload>> view(HttpRequest<?> request, String table) {
        var parameters = Parameters.of(request, "columns", "filter", "sort", "limit", "cursor", AS_OF, "format");
        var format = Streams.format(request, parameters.text("format"));
        var view = view(table, parameters);
        var viewTable = callers.workbook(request).viewTable();
        return work.answer(() -> answer(request, viewTable, format, view));
    }

    private View view(String table, Parameters parameters) {
        var now = new View(
                table,
                parameters.names("columns"),
                parameters.text("filter").orElse(""),
                parameters.names("sort"),
                parameters.number("limit", 1, Long.MAX_VALUE, Long.MAX_VALUE),
                List.of());
        var start = parameters
                .text(AS_OF)
                .map(text -> HistoryCursor.version(AS_OF, text, updates.head()))
                .map(now::asOf)
                .orElse(now);
        return parameters
                .text("cursor")
                .map(cursor -> start.goingOn(ViewCursor.read(start, cursor)))
                .orElse(start);
    }

    private MutableHttpResponse<Payload> answer(
            HttpRequest<?> request, ViewTable viewTable, RowFormat format, View view) {
        var opening = viewTable.view(view);
        if (opening instanceof Opening.Refused refused) {
            throw Problem.of(refused.refusal(), "").exception();
        }
        var rows = ((Opening.Opened) opening).rows();
        return streams.tagged(request, rows, format, view.sheet(), after -> ViewCursor.write(view, after));
    }
}
