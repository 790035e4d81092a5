package dev.ducksheet.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;

/** Puts on every response what all have in common. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class CommonHeaders {

    /** Adds the headers; a response without a body lets go of what would have been in it. */
    @ResponseFilter
    void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "no-referrer");
        if (!response.getHeaders().contains("Content-Security-Policy")) {
            response.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
        if (!response.getHeaders().contains("Cache-Control")) {
            response.header("Cache-Control", "no-cache");
        }
        if (request.getMethod() == HttpMethod.HEAD) {
            RouteAttributes.getHeadBody(response)
                    .filter(Payload.class::isInstance)
                    .map(Payload.class::cast)
                    .ifPresent(Payload::abandon);
        }
    }
}
