package dev.ducksheet.http;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.netty.util.concurrent.EventExecutor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for what was submitted: at once, when it is durable, or when its outcome is there. Thread-safe. */
@Singleton
final class Submissions {
    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpSettings settings;

    Submissions(HttpSettings settings) {
        this.settings = settings;
    }

    /**
     * Answers for a submission, in all that the request prefers, on the thread of its connection.
     *
     * @param prefix the pointer to the object that holds the request's members
     * @param success the answer for an outcome that is no refusal
     */
    CompletionStage<MutableHttpResponse<Payload>> answer(
            HttpRequest<?> request,
            Submission submission,
            String prefix,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        if (submission instanceof Submission.Queued queued) {
            return queued(request, queued, prefix, success);
        }
        if (submission instanceof Submission.Refused refused) {
            throw Problem.of(refused.refusal(), prefix).exception();
        }
        var busy = (Submission.Busy) submission;
        throw Problem.of(ProblemType.BACKLOG_FULL, "Too many requests wait; nothing was queued. Try again.")
                .header("Retry-After", Long.toString(seconds(busy)))
                .exception();
    }

    /**
     * Answers with the outcome, whatever the request prefers: for what is told once.
     *
     * @param undecided what to say if there is none within half a minute
     */
    CompletionStage<MutableHttpResponse<Payload>> once(
            HttpRequest<?> request,
            Submission submission,
            String undecided,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        if (!(submission instanceof Submission.Queued queued)) {
            return answer(request, submission, "", success);
        }
        return future(queued.outcome())
                .copy()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (outcome, failure) -> {
                            if (failure instanceof TimeoutException) {
                                throw new PortUnavailableException(undecided);
                            }
                            if (failure != null) {
                                throw new CompletionException(failure);
                            }
                            return response(outcome, "", success);
                        },
                        Connections.loop(request));
    }

    private static long seconds(Submission.Busy busy) {
        return Math.max(1, (busy.retryAfter().toMillis() + 999) / 1000);
    }

    private CompletionStage<MutableHttpResponse<Payload>> queued(
            HttpRequest<?> request,
            Submission.Queued queued,
            String prefix,
            Function<Outcome, MutableHttpResponse<Payload>> success) {
        LOG.debug("{} {} is request {}", request.getMethodName(), request.getPath(), queued.id());
        var preferences = Preferences.of(request);
        var loop = Connections.loop(request);
        CompletableFuture<MutableHttpResponse<Payload>> answer = preferences.async()
                ? future(queued.durable()).thenApplyAsync(done -> accepted(queued.id()), loop)
                : decided(loop, queued, preferences, outcome -> response(outcome, prefix, success));
        var applied = preferences.applied();
        return applied.isEmpty()
                ? answer
                : answer.thenApply(response -> response.header("Preference-Applied", applied));
    }

    /**
     * The outcome comes on the writer's thread, which has better to do than to write answers. The connection's own
     * thread also keeps the time, without a lock that all requests would share. Whoever waits no longer is not told that
     * the request is accepted before it is durable.
     */
    private CompletableFuture<MutableHttpResponse<Payload>> decided(
            EventExecutor loop,
            Submission.Queued queued,
            Preferences preferences,
            Function<Outcome, MutableHttpResponse<Payload>> response) {
        var wait = preferences.patience().orElse(settings.defaultWait());
        CompletableFuture<MutableHttpResponse<Payload>> answer =
                future(queued.outcome()).thenApplyAsync(response, loop);
        var timeout = loop.schedule(() -> acceptOnceDurable(queued, answer), wait.toMillis(), TimeUnit.MILLISECONDS);
        return answer.whenComplete((done, failure) -> timeout.cancel(false));
    }

    private static void acceptOnceDurable(
            Submission.Queued queued, CompletableFuture<MutableHttpResponse<Payload>> answer) {
        var unused = queued.durable().whenComplete((done, lost) -> {
            if (lost == null) {
                answer.complete(accepted(queued.id()));
            } else {
                answer.completeExceptionally(lost);
            }
        });
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

    private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }
}
