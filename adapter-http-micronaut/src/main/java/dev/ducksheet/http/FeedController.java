package dev.ducksheet.http;

import dev.ducksheet.http.feed.LiveFeed;
import dev.ducksheet.http.feed.Poll;
import dev.ducksheet.http.json.JsonDocument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Tells what changed. */
@Controller("/get_updates")
@Produces(MediaType.ALL)
final class FeedController {
    private static final int NEWEST = 100;
    private static final int MOST = 1000;

    private static final String EVENT_STREAM = "text/event-stream";

    private final Callers callers;
    private final LiveFeeds liveFeeds;
    private final Work work;

    FeedController(Callers callers, LiveFeeds liveFeeds, Work work) {
        this.callers = callers;
        this.liveFeeds = liveFeeds;
        this.work = work;
    }

    /** Tells what changed since a version, or the newest changes, or what changes from now on. */
    @Get
    CompletionStage<MutableHttpResponse<Payload>> updates(HttpRequest<?> request) {
        if (request.accept().stream().anyMatch(type -> type.getName().equals(EVENT_STREAM))) {
            var parameters = Parameters.of(request, "since", "table");
            return work.answer(() -> live(request, parameters));
        }
        return poll(request, Parameters.of(request, "since", "table", "limit", "wait"))
                .thenApply(document -> {
                    callers.requireGood(request); // it may have waited for a minute
                    return Answers.ok(document);
                });
    }

    /** Where a client that reconnects stopped is more than where it first began. */
    private MutableHttpResponse<Payload> live(HttpRequest<?> request, Parameters parameters) {
        var since = Optional.ofNullable(request.getHeaders().get("Last-Event-ID"))
                .filter(id -> !id.isBlank())
                .or(() -> parameters.text("since"));
        var caller = callers.of(request);
        var events = liveFeeds
                .of(caller.access(), callers.workbook(request).readUpdates())
                .follow(since, parameters.text("table"), caller.isGood());
        return Answers.of(HttpResponse.ok(), EVENT_STREAM, Payload.of(events, () -> LiveFeed.abandon(events)))
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no");
    }

    private CompletableFuture<JsonDocument> poll(HttpRequest<?> request, Parameters parameters) {
        int limit = (int) parameters.number("limit", 1, MOST, NEWEST);
        var wait = Duration.ofSeconds(parameters.number("wait", 0, HttpSettings.MAX_WAIT.toSeconds(), 0));
        Predicate<String> sheets = parameters
                .text("table")
                .<Predicate<String>>map(name -> name::equals)
                .orElse(sheet -> true);
        var poll =
                new Poll(callers.workbook(request).readUpdates(), work.blocking(), work.timer(), sheets, limit, wait);
        return parameters.text("since").map(poll::after).orElseGet(poll::newest);
    }
}
