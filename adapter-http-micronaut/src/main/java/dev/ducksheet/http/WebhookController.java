package dev.ducksheet.http;

import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.ManageWebhooks;
import dev.ducksheet.core.port.in.ManageWebhooks.Issue;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.core.port.in.ManageWebhooks.Trial;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
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
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Makes, changes, tries and ends webhooks, and shows what became of their messages. */
@Controller
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
final class WebhookController {
    private static final long MOST_DELIVERIES = 2000;

    private final Callers callers;
    private final Submissions submissions;
    private final Work work;

    WebhookController(Callers callers, Submissions submissions, Work work) {
        this.callers = callers;
        this.submissions = submissions;
        this.work = work;
    }

    private ManageWebhooks webhooks(HttpRequest<?> request) {
        callers.require(request, Permission.MANAGE_WEBHOOKS);
        return callers.workbook(request).manageWebhooks();
    }

    /** Lists the webhooks. */
    @Get("/webhooks")
    CompletionStage<MutableHttpResponse<Payload>> list(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        var webhooks = webhooks(request);
        return work.answer(() -> {
            var all = webhooks.webhooks();
            return Answers.ok(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("webhooks");
                for (var webhook : all) {
                    WebhookDocuments.write(json, webhook);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    /** Makes a webhook. */
    @Post("/webhooks")
    CompletionStage<MutableHttpResponse<Payload>> create(HttpRequest<?> request) {
        var webhooks = webhooks(request);
        return Bodies.json(request).thenCompose(json -> {
            var wanted = WebhookBody.wanted(json);
            var issue = Followed.within(
                    request, () -> webhooks.create(wanted.settings(), wanted.standing(), Sender.editor(request)));
            return told(request, issue, HttpStatus.CREATED);
        });
    }

    private CompletionStage<MutableHttpResponse<Payload>> told(HttpRequest<?> request, Issue issue, HttpStatus status) {
        return submissions.once(
                request,
                issue.submission(),
                "no writer has decided yet; look whether the webhook is there, and rotate its secret to have one",
                outcome -> secret((Outcome.WebhooksChanged) outcome, issue, status));
    }

    private static MutableHttpResponse<Payload> secret(
            Outcome.WebhooksChanged changed, Issue issue, HttpStatus status) {
        var answer = Answers.json(status, json -> {
                    json.writeStartObject();
                    json.writeStringField("id", changed.webhook().toString());
                    json.writeStringField("secret", issue.secret());
                    json.writeEndObject();
                })
                .header("Cache-Control", "no-store");
        return status == HttpStatus.CREATED ? answer.header("Location", "/webhooks/" + changed.webhook()) : answer;
    }

    /** Shows a webhook, and how far it has come. */
    @Get("/webhooks/{id}")
    CompletionStage<MutableHttpResponse<Payload>> show(HttpRequest<?> request, String id) {
        Parameters.refuseAll(request);
        var webhooks = webhooks(request);
        return work.answer(() -> {
            var webhook = find(webhooks, id);
            var progress = webhooks.progress(webhook.id()).orElseThrow(() -> unknown(id));
            return Answers.ok(json -> WebhookDocuments.write(json, webhook, progress));
        });
    }

    private static Shown find(ManageWebhooks webhooks, String id) {
        return webhooks.webhooks().stream()
                .filter(it -> it.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    private static RuntimeException unknown(String id) {
        return Problem.of(ProblemType.UNKNOWN_WEBHOOK, "there is no webhook \"" + id + "\"")
                .exception();
    }

    /** Changes a webhook. */
    @Patch("/webhooks/{id}")
    CompletionStage<MutableHttpResponse<Payload>> change(HttpRequest<?> request, String id) {
        var editor = Sender.editor(request);
        return changing(
                request, id, (webhooks, json) -> webhooks.change(webhook(id), WebhookBody.changes(json), editor));
    }

    private CompletionStage<MutableHttpResponse<Payload>> changing(
            HttpRequest<?> request, String id, BiFunction<ManageWebhooks, Json, Submission> submission) {
        var webhooks = webhooks(request);
        var unused = webhook(id);
        return Bodies.json(request)
                .thenCompose(json -> submissions.answer(
                        request,
                        Followed.within(request, () -> submission.apply(webhooks, json)),
                        "",
                        WebhookController::done));
    }

    private static UpdateId webhook(String id) {
        return UpdateId.parse(id).orElseThrow(() -> unknown(id));
    }

    private static MutableHttpResponse<Payload> done(Outcome outcome) {
        return Answers.ok(Outcomes.document(outcome));
    }

    /** Ends a webhook. */
    @Delete("/webhooks/{id}")
    CompletionStage<MutableHttpResponse<Payload>> delete(HttpRequest<?> request, String id) {
        var submission = Followed.within(request, () -> webhooks(request).delete(webhook(id), Sender.editor(request)));
        return submissions.answer(request, submission, "", outcome -> HttpResponse.noContent());
    }

    /** Sends a message that tells of nothing, and shows how that went. */
    @Post("/webhooks/{id}/test")
    CompletionStage<MutableHttpResponse<Payload>> test(HttpRequest<?> request, String id) {
        var webhooks = webhooks(request);
        var webhook = webhook(id);
        return work.query(() -> {
            if (webhooks.test(webhook) instanceof Trial.Made made) {
                return Answers.ok(json -> WebhookDocuments.write(json, made.attempt()));
            }
            throw unknown(id);
        });
    }

    /** Gives a webhook another secret. */
    @Post("/webhooks/{id}/rotate")
    CompletionStage<MutableHttpResponse<Payload>> rotate(HttpRequest<?> request, String id) {
        var issue = Followed.within(request, () -> webhooks(request).rotate(webhook(id), Sender.editor(request)));
        return told(request, issue, HttpStatus.OK);
    }

    /** Lists the newest messages of a webhook. */
    @Get("/webhooks/{id}/deliveries")
    CompletionStage<MutableHttpResponse<Payload>> deliveries(HttpRequest<?> request, String id) {
        long limit = Parameters.of(request, "limit").number("limit", 1, MOST_DELIVERIES, 100);
        var webhooks = webhooks(request);
        return work.answer(() -> {
            var deliveries = webhooks.deliveries(find(webhooks, id).id(), (int) limit);
            return Answers.ok(json -> {
                json.writeStartObject();
                json.writeArrayFieldStart("deliveries");
                for (var delivery : deliveries) {
                    WebhookDocuments.write(json, delivery);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
        });
    }

    /** Sends the messages of some versions once more. */
    @Post("/webhooks/{id}/replay")
    CompletionStage<MutableHttpResponse<Payload>> replay(HttpRequest<?> request, String id) {
        var editor = Sender.editor(request);
        return changing(request, id, (webhooks, json) -> {
            var versions = WebhookBody.versions(json);
            return webhooks.replay(webhook(id), versions.from(), versions.to(), editor);
        });
    }

    /** Sends a message once more. */
    @Post("/deliveries/{id}/replay")
    CompletionStage<MutableHttpResponse<Payload>> replayOne(HttpRequest<?> request, String id) {
        var submission = Followed.within(request, () -> webhooks(request).replay(id, Sender.editor(request)));
        return submissions.answer(request, submission, "", WebhookController::done);
    }
}
