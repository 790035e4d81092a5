package dev.ducksheet.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;

/** Puts on every response what all have in common. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class CommonHeaders {
    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");
    private static final AsciiString REFERRER_POLICY = AsciiString.cached("Referrer-Policy");
    private static final AsciiString NO_REFERRER = AsciiString.cached("no-referrer");
    private static final AsciiString SECURITY_POLICY = AsciiString.cached("Content-Security-Policy");
    private static final AsciiString NOTHING_LOADED = AsciiString.cached("default-src 'none'; frame-ancestors 'none'");

    /** Adds the headers; a response without a body lets go of what would have been in it. */
    @ResponseFilter
    void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header(CONTENT_TYPE_OPTIONS, NO_SNIFF);
        response.header(REFERRER_POLICY, NO_REFERRER);
        if (!response.getHeaders().contains("Content-Security-Policy")) {
            response.header(SECURITY_POLICY, NOTHING_LOADED);
        }
        if (!response.getHeaders().contains("Cache-Control")) {
            response.header(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        }
        if (request.getMethod() == HttpMethod.HEAD) {
            RouteAttributes.getHeadBody(response)
                    .filter(Payload.class::isInstance)
                    .map(Payload.class::cast)
                    .ifPresent(Payload::abandon);
        }
    }
}
