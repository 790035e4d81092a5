package dev.ducksheet.http;

import dev.ducksheet.http.access.RateLimiter;
import io.micronaut.core.order.Ordered;
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
final class CommonHeaders implements Ordered {
    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");
    private static final AsciiString REFERRER_POLICY = AsciiString.cached("Referrer-Policy");
    private static final AsciiString NO_REFERRER = AsciiString.cached("no-referrer");
    private static final AsciiString SECURITY_POLICY = AsciiString.cached("Content-Security-Policy");
    private static final AsciiString NOTHING_LOADED = AsciiString.cached("default-src 'none'; frame-ancestors 'none'");

    private static final AsciiString FRAME_OPTIONS = AsciiString.cached("X-Frame-Options");
    private static final AsciiString DENY = AsciiString.cached("DENY");
    private static final AsciiString TRANSPORT = AsciiString.cached("Strict-Transport-Security");
    private static final AsciiString ONE_YEAR = AsciiString.cached("max-age=31536000");

    private final boolean tls;

    CommonHeaders(HttpSettings settings) {
        tls = settings.security().tls().isOn();
    }

    /** Stands before those that may end a request, so that what they answer comes by here too. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    /** Adds the headers; a response without a body lets go of what would have been in it. */
    @ResponseFilter
    void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header(CONTENT_TYPE_OPTIONS, NO_SNIFF);
        response.header(REFERRER_POLICY, NO_REFERRER);
        response.header(FRAME_OPTIONS, DENY);
        if (tls) {
            response.header(TRANSPORT, ONE_YEAR);
        }
        request.getAttribute(KeyFilter.QUOTA, RateLimiter.Quota.class).ifPresent(quota -> {
            response.header("RateLimit-Policy", quota.policy());
            response.header("RateLimit", quota.state());
        });
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
