package dev.ducksheet.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Duration;

/** Takes the time of each request, and has it followed. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Stopwatch implements Ordered {
    private static final String BEGAN = "ducksheet.began";
    private static final String NO_ROUTE = "none";

    private final Metrics metrics;
    private final Traces traces;

    Stopwatch(Metrics metrics, Traces traces) {
        this.metrics = metrics;
        this.traces = traces;
    }

    /** Comes before every other filter. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        request.setAttribute(BEGAN, System.nanoTime());
        Followed.begin(traces, request);
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        long now = System.nanoTime();
        long began = request.getAttribute(BEGAN, Long.class).orElse(now);
        metrics.answered(
                request.getMethodName(),
                BasicHttpAttributes.getUriTemplate(request).orElse(NO_ROUTE),
                response.code(),
                Duration.ofNanos(now - began));
        Followed.end(request, response);
    }
}
