package dev.ducksheet.http;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Creates, alters, aggregates and drops tables, defines and drops rollups. */
@Controller
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class TableController {
    private final Callers callers;
    private final Submissions submissions;

    TableController(Callers callers, Submissions submissions) {
        this.callers = callers;
        this.submissions = submissions;
    }

    /** Creates a table. */
    @Post("/tables")
    CompletionStage<MutableHttpResponse<Payload>> create(HttpRequest<?> request) {
        return made(request, "/tables/", TableBody::create);
    }

    /** Defines a rollup. */
    @Post("/rollups")
    CompletionStage<MutableHttpResponse<Payload>> define(HttpRequest<?> request) {
        return made(request, "/rollups/", RollupBody::define);
    }

    private CompletionStage<MutableHttpResponse<Payload>> made(
            HttpRequest<?> request, String place, Function<Json, TableEdit> reader) {
        Parameters.refuseAll(request);
        return Bodies.json(request).thenCompose(json -> {
            var edit = reader.apply(json);
            return answer(
                    request,
                    edit,
                    json,
                    outcome -> Answers.json(HttpStatus.CREATED, Outcomes.document(outcome))
                            .header("Location", place + encoded(edit.table())));
        });
    }

    /** Returns a name as a part of an address. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Gives a table other columns. */
    @Patch("/tables/{table}")
    CompletionStage<MutableHttpResponse<Payload>> alter(HttpRequest<?> request, String table) {
        Parameters.refuseAll(request);
        return Bodies.json(request)
                .thenCompose(json -> answer(request, TableBody.alter(table, json), json, TableController::done));
    }

    /** Makes an aggregate of a table, or refreshes it. */
    @Post("/tables/{table}/aggregate")
    CompletionStage<MutableHttpResponse<Payload>> aggregate(HttpRequest<?> request, String table) {
        Parameters.refuseAll(request);
        return Bodies.json(request)
                .thenCompose(
                        json -> answer(request, AggregateBody.aggregate(table, json), json, TableController::done));
    }

    /** Drops a table. */
    @Delete("/tables/{table}")
    CompletionStage<MutableHttpResponse<Payload>> drop(HttpRequest<?> request, String table) {
        Parameters.refuseAll(request);
        return answer(request, new TableEdit.Drop(table), Tree.object(), TableController::done);
    }

    /** Drops a rollup. */
    @Delete("/rollups/{rollup}")
    CompletionStage<MutableHttpResponse<Payload>> dropRollup(HttpRequest<?> request, String rollup) {
        Parameters.refuseAll(request);
        return answer(request, new TableEdit.DropRollup(rollup), Tree.object(), TableController::done);
    }

    private CompletionStage<MutableHttpResponse<Payload>> answer(
            HttpRequest<?> request,
            TableEdit edit,
            Json body,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        var signature = Sender.signature(
                request,
                () -> Tree.object("does", edit.getClass().getSimpleName(), "table", addressed(edit), "body", body));
        return submissions.answer(
                request,
                Followed.within(
                        request, () -> callers.workbook(request).manageTables().submit(edit, signature)),
                "",
                success);
    }

    /** Returns the table in the address; the name of an aggregate is in the body. */
    private static String addressed(TableEdit edit) {
        return edit instanceof TableEdit.Aggregate aggregate
                ? aggregate.aggregation().rows().source()
                : edit.table();
    }

    private static MutableHttpResponse<Payload> done(Outcome outcome) {
        return Answers.ok(Outcomes.document(outcome));
    }
}
