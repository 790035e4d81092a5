package dev.ducksheet.http;

import dev.ducksheet.core.access.Permission;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** Shows what is measured. */
@Controller("/metrics")
@Produces(MediaType.ALL)
final class MetricsController {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final Callers callers;
    private final Metrics metrics;
    private final Work work;

    MetricsController(Callers callers, Metrics metrics, Work work) {
        this.callers = callers;
        this.metrics = metrics;
        this.work = work;
    }

    /** Answers a Prometheus that asks. */
    @Get
    CompletionStage<MutableHttpResponse<Payload>> scrape(HttpRequest<?> request) {
        callers.require(request, Permission.MONITOR);
        return work.answer(() -> Answers.of(
                HttpResponse.ok(), FORMAT, Payload.of(metrics.scrape().getBytes(StandardCharsets.UTF_8))));
    }
}
