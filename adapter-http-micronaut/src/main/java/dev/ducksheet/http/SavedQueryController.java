package dev.ducksheet.http;

import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.port.in.ManageQueries;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Schemas;
import dev.ducksheet.http.json.Tree;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Keeps queries under names, and runs them. */
@Controller("/queries")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class SavedQueryController {
    private final Callers callers;
    private final Querying querying;
    private final Submissions submissions;
    private final Work work;

    SavedQueryController(Callers callers, Querying querying, Submissions submissions, Work work) {
        this.callers = callers;
        this.querying = querying;
        this.submissions = submissions;
        this.work = work;
    }

    /** Lists the saved queries. */
    @Get
    CompletionStage<MutableHttpResponse<Payload>> list(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        var queries = asked(request);
        return work.answer(() -> {
            var all = queries.queries();
            return Answers.ok(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("queries");
                for (var query : all) {
                    Schemas.write(json, query);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    private ManageQueries asked(HttpRequest<?> request) {
        callers.require(request, Permission.QUERY);
        return callers.workbook(request).manageQueries();
    }

    /** Saves a new query. */
    @Post
    CompletionStage<MutableHttpResponse<Payload>> create(HttpRequest<?> request) {
        return Bodies.json(request).thenCompose(json -> {
            var query = SavedQueryBody.read(json);
            return save(
                    request,
                    query,
                    false,
                    json,
                    outcome -> Answers.json(HttpStatus.CREATED, Outcomes.document(outcome))
                            .header("Location", "/queries/" + TableController.encoded(query.name())));
        });
    }

    /** Saves a query, in the place of the one of its name if there is one. */
    @Put("/{name}")
    CompletionStage<MutableHttpResponse<Payload>> replace(HttpRequest<?> request, String name) {
        return Bodies.json(request)
                .thenCompose(
                        json -> save(request, SavedQueryBody.read(name, json), true, json, SavedQueryController::done));
    }

    private CompletionStage<MutableHttpResponse<Payload>> save(
            HttpRequest<?> request,
            SavedQuery query,
            boolean mayReplace,
            Json body,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        var signature =
                Sender.signature(request, () -> Tree.object("does", "SaveQuery", "name", query.name(), "body", body));
        var queries = callers.workbook(request).manageQueries();
        return submitted(request, () -> queries.save(query, mayReplace, signature), success);
    }

    /** Drops a saved query. */
    @Delete("/{name}")
    CompletionStage<MutableHttpResponse<Payload>> drop(HttpRequest<?> request, String name) {
        var signature = Sender.signature(request, () -> Tree.object("does", "DropQuery", "name", name));
        var queries = callers.workbook(request).manageQueries();
        return submitted(request, () -> queries.drop(name, signature), SavedQueryController::done);
    }

    /** To check a query takes a moment, which the connection's own thread has not. */
    private CompletionStage<MutableHttpResponse<Payload>> submitted(
            HttpRequest<?> request,
            Supplier<Submission> submission,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        return work.querying(() -> Followed.within(request, submission))
                .thenCompose(it -> submissions.answer(request, it, "", success));
    }

    private static MutableHttpResponse<Payload> done(Outcome outcome) {
        return Answers.ok(Outcomes.document(outcome));
    }

    /** Runs a saved query; what is no parameter of the route is one of the query. */
    @Get("/{name}")
    CompletionStage<MutableHttpResponse<Payload>> run(HttpRequest<?> request, String name) {
        var queries = asked(request);
        var parameters = Parameters.any(request);
        var format = Streams.format(request, parameters.text("format"));
        long limit = parameters.number("limit", 1, Querying.MOST_ROWS, Querying.ROWS);
        long seconds = parameters.number("timeout", 1, Querying.MOST_SECONDS, Querying.SECONDS);
        Map<String, CellValue> arguments = new LinkedHashMap<>();
        parameters.others(SavedQuery.RESERVED).forEach((key, value) -> arguments.put(key, CellValue.of(value)));
        return querying.answer(
                request,
                format,
                cancellation -> queries.run(name, arguments, limit, Duration.ofSeconds(seconds), cancellation));
    }
}
