package dev.ducksheet.tracing.otel;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Set;
import java.util.function.Supplier;

/** The span of one request over HTTP, by the conventions of OpenTelemetry for servers. Thread-safe. */
public final class ServerSpan {
    private static final AttributeKey<String> METHOD = stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = stringKey("http.route");
    private static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
    private static final AttributeKey<String> SCHEME = stringKey("url.scheme");
    private static final AttributeKey<String> PATH = stringKey("url.path");
    private static final Set<String> KNOWN =
            Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");
    private static final int FAILED = 500;

    private final Span span;
    private final String name;

    private ServerSpan(Span span, String name) {
        this.span = span;
        this.name = name;
    }

    /** Begins a span within the trace that the headers name, or a trace of its own. */
    static ServerSpan begin(Tracer tracer, HttpCall call) {
        boolean known = KNOWN.contains(call.method());
        var name = known ? call.method() : "HTTP";
        var span = tracer.spanBuilder(name)
                .setSpanKind(SpanKind.SERVER)
                .setParent(Contexts.read(call.headers()))
                .setAttribute(METHOD, known ? call.method() : "_OTHER")
                .setAttribute(SCHEME, call.scheme())
                .setAttribute(PATH, call.path())
                .startSpan();
        return new ServerSpan(span, name);
    }

    /** Does something on behalf of the request, on this thread. */
    public <T> T within(Supplier<T> work) {
        return Context.root().with(span).wrapSupplier(work).get();
    }

    /**
     * Ends with the answer.
     *
     * @param route the path with names for what varies in it; empty if there is no such path
     */
    public void end(String route, int status) {
        if (!route.isEmpty()) {
            span.updateName(name + " " + route).setAttribute(ROUTE, route);
        }
        span.setAttribute(STATUS, status);
        if (status >= FAILED) {
            span.setAttribute(OtelTracing.ERROR_TYPE, Integer.toString(status)).setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
