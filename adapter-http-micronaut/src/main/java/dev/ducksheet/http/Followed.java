package dev.ducksheet.http;

import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.function.Supplier;

/** The requests that somebody follows: all but those that ask, every few seconds, how the server is. */
final class Followed {
    private static final String SPAN = "ducksheet.span";

    private Followed() {}

    static void begin(Traces traces, HttpRequest<?> request) {
        var path = request.getPath();
        if (traces != Traces.NONE && !path.startsWith("/health/") && !path.equals("/metrics")) {
            var scheme = request.isSecure() ? "https" : "http";
            var headers = request.getHeaders();
            request.setAttribute(SPAN, traces.begin(request.getMethodName(), scheme, path, headers::get));
        }
    }

    /** Does something on behalf of a request, on this thread. */
    static <T> T within(HttpRequest<?> request, Supplier<T> work) {
        return span(request).within(work);
    }

    static void end(HttpRequest<?> request, HttpResponse<?> response) {
        span(request).end(BasicHttpAttributes.getUriTemplate(request).orElse(""), response.code());
    }

    private static Traces.Span span(HttpRequest<?> request) {
        return request.getAttribute(SPAN, Traces.Span.class).orElse(Traces.Span.UNSEEN);
    }
}
