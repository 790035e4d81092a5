package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Sends what goes through the server's queue and gives its outcome. */
record Submissions(Server server, Duration pause) {
    private static final Pattern SENDABLE_NAME = Pattern.compile("[!-~]([ -~]{0,126}[!-~])?");
    private static final int WAIT_SECONDS = 60;
    private static final int NO_CONTENT = 204;

    /** Sends a request whose success has nothing to tell but {@code done}, or else a document. */
    Submission send(HttpRequest.Builder request, String editor, Outcome done) {
        Answer answer = exchange(request, editor);
        return answer.status() == NO_CONTENT ? decided(done) : submission(answer);
    }

    static Submission decided(Outcome outcome) {
        return new Submission.Queued(
                outcome.id(), CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(outcome));
    }

    Submission send(HttpRequest.Builder request, String editor) {
        return submission(exchange(request, editor));
    }

    private Answer exchange(HttpRequest.Builder request, String editor) {
        request.header("Prefer", "wait=" + WAIT_SECONDS);
        if (isSendable(editor)) {
            request.header("Ducksheet-Editor", editor);
        }
        return server.send(request);
    }

    /** Says whether a header can have the name. */
    static boolean isSendable(String editor) {
        return SENDABLE_NAME.matcher(editor).matches();
    }

    private Submission submission(Answer answer) {
        if (answer.isBusy()) {
            return new Submission.Busy(answer.retryAfter());
        }
        return answer.refusal().<Submission>map(Submission.Refused::new).orElseGet(() -> queued(answer.document()));
    }

    private Submission queued(JsonNode document) {
        UpdateId id = OutcomeJson.id(document.path("update_id"));
        CompletionStage<Outcome> outcome = OutcomeJson.read(document)
                .<CompletionStage<Outcome>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> later(id));
        return new Submission.Queued(id, CompletableFuture.completedFuture(null), outcome);
    }

    private CompletionStage<Outcome> later(UpdateId id) {
        return CompletableFuture.supplyAsync(
                        () -> server.send(server.request("/updates/" + id)).document(),
                        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(document -> decided(document, id));
    }

    private CompletionStage<Outcome> decided(JsonNode document, UpdateId id) {
        Optional<Outcome> outcome = OutcomeJson.read(document);
        if (outcome.isPresent()) {
            return CompletableFuture.completedFuture(outcome.get());
        }
        return document.path("status").asText().equals("pending")
                ? later(id)
                : CompletableFuture.failedFuture(new PortUnavailableException("the server no longer knows of " + id));
    }
}
