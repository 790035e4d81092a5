package dev.ducksheet.http;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Answers for what was submitted: at once, when it is durable, or when its outcome is there. Thread-safe. */
@Singleton
final class Submissions {
    private final HttpSettings settings;
    private final Work work;

    Submissions(HttpSettings settings, Work work) {
        this.settings = settings;
        this.work = work;
    }

    /**
     * Answers for a submission.
     *
     * @param prefix the pointer to the object that holds the request's members
     * @param success the answer for an outcome that is no refusal
     */
    CompletionStage<MutableHttpResponse<Payload>> answer(
            Submission submission,
            Preferences preferences,
            String prefix,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        if (submission instanceof Submission.Queued queued) {
            return queued(queued, preferences, prefix, success);
        }
        if (submission instanceof Submission.Refused refused) {
            throw Problem.of(refused.refusal(), prefix).exception();
        }
        var busy = (Submission.Busy) submission;
        throw Problem.of(ProblemType.BACKLOG_FULL, "Too many requests wait; nothing was queued. Try again.")
                .header("Retry-After", Long.toString(seconds(busy)))
                .exception();
    }

    private static long seconds(Submission.Busy busy) {
        return Math.max(1, (busy.retryAfter().toMillis() + 999) / 1000);
    }

    private CompletionStage<MutableHttpResponse<Payload>> queued(
            Submission.Queued queued,
            Preferences preferences,
            String prefix,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        CompletableFuture<MutableHttpResponse<Payload>> answer = preferences.async()
                ? future(queued.durable()).thenApplyAsync(done -> accepted(queued.id()), work.timer())
                : decided(queued, preferences, prefix, success);
        return answer.thenApply(response -> withApplied(response, preferences));
    }

    /**
     * The outcome comes on the writer's thread, which has better to do than to write answers. Whoever waits no longer is
     * not told that the request is accepted before it is durable.
     */
    private CompletableFuture<MutableHttpResponse<Payload>> decided(
            Submission.Queued queued,
            Preferences preferences,
            String prefix,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        var wait = preferences.patience().orElse(settings.defaultWait());
        var patience = new CompletableFuture<Void>().completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS);
        var late = patience.thenCombine(future(queued.durable()), (over, durable) -> accepted(queued.id()));
        var answer = future(queued.outcome())
                .<MutableHttpResponse<Payload>>thenApplyAsync(
                        outcome -> response(outcome, prefix, success), work.timer())
                .applyToEither(late, Function.identity());
        var unused = answer.whenComplete((done, failure) -> patience.complete(null)); // nobody needs the timer any more
        return answer;
    }

    private static MutableHttpResponse<Payload> response(
            Outcome outcome, String prefix, Function<Outcome, MutableHttpResponse<Payload>> success) {
        return outcome instanceof Outcome.Refused refused
                ? Answers.problem(Outcomes.problem(refused, prefix))
                : success.apply(outcome);
    }

    private static MutableHttpResponse<Payload> accepted(UpdateId id) {
        return Answers.json(HttpStatus.ACCEPTED, Outcomes.pending(id)).header("Location", "/updates/" + id);
    }

    private static MutableHttpResponse<Payload> withApplied(
            MutableHttpResponse<Payload> response, Preferences preferences) {
        var applied = preferences.applied();
        return applied.isEmpty() ? response : response.header("Preference-Applied", applied);
    }

    private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }
}
