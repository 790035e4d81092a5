package dev.ducksheet.http;

import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.ManageKeys;
import dev.ducksheet.core.port.in.ManageKeys.Issue;
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

/** Lists, makes and revokes API keys. */
@Controller("/keys")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class KeyController {
    private final Callers callers;
    private final Submissions submissions;
    private final Work work;

    KeyController(Callers callers, Submissions submissions, Work work) {
        this.callers = callers;
        this.submissions = submissions;
        this.work = work;
    }

    private ManageKeys keys(HttpRequest<?> request) {
        callers.require(request, Permission.MANAGE_KEYS);
        return callers.workbook(request).manageKeys();
    }

    /** Lists all that were ever made. */
    @Get
    CompletionStage<MutableHttpResponse<Payload>> list(HttpRequest<?> request) {
        var manageKeys = keys(request);
        return work.answer(() -> {
            var keys = manageKeys.keys();
            return Answers.ok(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("keys");
                for (var key : keys) {
                    KeyDocuments.write(json, key);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    /** Makes a key. */
    @Post
    CompletionStage<MutableHttpResponse<Payload>> issue(HttpRequest<?> request) {
        var manageKeys = keys(request);
        return Bodies.json(request)
                .thenCompose(json -> answer(
                        request,
                        Followed.within(
                                request, () -> manageKeys.issue(KeyDocuments.read(json), Sender.editor(request)))));
    }

    private CompletionStage<MutableHttpResponse<Payload>> answer(HttpRequest<?> request, Issue issue) {
        return submissions.once(
                request,
                issue.submission(),
                "no writer has made the key yet; revoke it when it is there, by its name",
                outcome -> created(outcome, issue));
    }

    private static MutableHttpResponse<Payload> created(Outcome outcome, Issue issue) {
        return Answers.json(HttpStatus.CREATED, json -> {
                    json.writeStartObject();
                    json.writeStringField("id", outcome.id().toString());
                    json.writeStringField("secret", issue.secret());
                    json.writeEndObject();
                })
                .header("Location", "/keys/" + outcome.id())
                .header("Cache-Control", "no-store");
    }

    /** Revokes a key. */
    @Delete("/{id}")
    CompletionStage<MutableHttpResponse<Payload>> revoke(HttpRequest<?> request, String id) {
        var manageKeys = keys(request);
        var key = UpdateId.parse(id)
                .orElseThrow(() -> Problem.of(ProblemType.UNKNOWN_KEY, "there is no key \"" + id + "\"")
                        .exception());
        return submissions.answer(
                request,
                Followed.within(request, () -> manageKeys.revoke(key, Sender.editor(request))),
                "",
                outcome -> HttpResponse.noContent());
    }
}
