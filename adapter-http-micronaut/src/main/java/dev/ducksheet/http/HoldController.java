package dev.ducksheet.http;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** Places and lifts holds. */
@Controller("/holds")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class HoldController {
    private final Callers callers;
    private final Submissions submissions;
    private final Work work;

    HoldController(Callers callers, Submissions submissions, Work work) {
        this.callers = callers;
        this.submissions = submissions;
        this.work = work;
    }

    /** Lists the holds. */
    @Get
    CompletionStage<MutableHttpResponse<Payload>> holds(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        var manageHolds = callers.workbook(request).manageHolds();
        return work.answer(() -> {
            var holds = manageHolds.holds();
            return Answers.ok(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("holds");
                for (var hold : holds) {
                    Outcomes.write(json, hold);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    /** Places a hold. */
    @Post
    CompletionStage<MutableHttpResponse<Payload>> place(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        return Bodies.json(request).thenCompose(json -> place(request, json));
    }

    private CompletionStage<MutableHttpResponse<Payload>> place(HttpRequest<?> request, Json json) {
        var fields = Fields.of(json);
        var table = fields.requiredText("table");
        var column = fields.requiredText("column");
        var condition = fields.any("condition").orElse(Json.Word.NULL);
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        var submission = Followed.within(
                request,
                () -> callers.workbook(request)
                        .manageHolds()
                        .place(table, column, Conditions.read(condition, "/condition"), Sender.editor(request)));
        return submissions.answer(request, submission, "", HoldController::created);
    }

    private static MutableHttpResponse<Payload> created(Outcome outcome) {
        return Answers.json(HttpStatus.CREATED, Outcomes.document(outcome))
                .header("Location", "/holds/" + outcome.id());
    }

    /** Lifts a hold. */
    @Delete("/{id}")
    CompletionStage<MutableHttpResponse<Payload>> lift(HttpRequest<?> request, String id) {
        Parameters.refuseAll(request);
        var hold = UpdateId.parse(id)
                .orElseThrow(() -> Problem.of(ProblemType.UNKNOWN_HOLD, "there is no hold \"" + id + "\"")
                        .exception());
        var manageHolds = callers.workbook(request).manageHolds();
        return work.submission(() -> Followed.within(request, () -> manageHolds.lift(hold, Sender.editor(request))))
                .thenCompose(
                        submission -> submissions.answer(request, submission, "", outcome -> HttpResponse.noContent()));
    }
}
