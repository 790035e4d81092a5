package dev.ducksheet.http;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.ReadOutcome;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;

/** Edits cells and totals, and tells what became of it. */
@Controller
@Produces(MediaType.ALL)
final class UpdateController {
    private final Callers callers;
    private final Submissions submissions;
    private final Work work;

    UpdateController(Callers callers, Submissions submissions, Work work) {
        this.callers = callers;
        this.submissions = submissions;
        this.work = work;
    }

    /** Edits a cell or a total. */
    @Post("/update_cell")
    @Consumes(MediaType.ALL)
    CompletionStage<MutableHttpResponse<Payload>> updateCell(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        return Bodies.json(request).thenCompose(json -> updateCell(request, json));
    }

    private CompletionStage<MutableHttpResponse<Payload>> updateCell(HttpRequest<?> request, Json json) {
        var read = UpdateBody.read(json);
        var update = read.update()
                .by(Sender.editor(request))
                .idempotent(Sender.idempotency(request, () -> UpdateBody.content(json)));
        var workbook = callers.workbook(request);
        if (read.dryRun()) {
            return work.answer(() -> Plans.answer(workbook.planUpdate().plan(update), read.prefix()));
        }
        return submissions.answer(
                request,
                Followed.within(request, () -> workbook.submitUpdate().submit(update)),
                read.prefix(),
                outcome -> Answers.ok(Outcomes.document(outcome)));
    }

    /** Tells what became of a request. */
    @Get("/updates/{id}")
    CompletionStage<MutableHttpResponse<Payload>> update(HttpRequest<?> request, String id) {
        Parameters.refuseAll(request);
        var unknown = Problem.of(ProblemType.UNKNOWN_UPDATE, "there is no update \"" + id + "\"");
        var updateId = UpdateId.parse(id).orElseThrow(unknown::exception);
        var outcomes = callers.workbook(request).readOutcome();
        return work.answer(() -> answer(updateId, outcomes.status(updateId), unknown));
    }

    private static MutableHttpResponse<Payload> answer(UpdateId id, ReadOutcome.Status status, Problem unknown) {
        if (status instanceof ReadOutcome.Status.Pending) {
            return Answers.ok(Outcomes.pending(id));
        }
        if (status instanceof ReadOutcome.Status.Decided decided) {
            Outcome outcome = decided.outcome();
            return Answers.ok(Outcomes.document(outcome));
        }
        throw unknown.exception();
    }
}
