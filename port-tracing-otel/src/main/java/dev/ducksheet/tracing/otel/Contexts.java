package dev.ducksheet.tracing.otel;

import dev.ducksheet.core.port.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Contexts of spans as W3C Trace Context writes them. */
final class Contexts {
    private static final String TRACEPARENT = "traceparent";

    private Contexts() {}

    static TraceContext write(Span span) {
        var context = span.getSpanContext();
        return context.isValid()
                ? new TraceContext("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : TraceContext.none();
    }

    /** Reads what travelled with a request; what is no context is none. */
    static Context read(TraceContext trace) {
        return trace.isNone()
                ? Context.root()
                : read(header -> header.equals(TRACEPARENT) ? trace.traceparent() : null);
    }

    /** Reads the headers of a request; what is no context is none. */
    static Context read(UnaryOperator<@Nullable String> headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Headers.GETTER);
    }

    private enum Headers implements TextMapGetter<UnaryOperator<@Nullable String>> {
        GETTER;

        @Override
        public @Nullable String get(@Nullable UnaryOperator<@Nullable String> headers, String name) {
            return headers == null ? null : headers.apply(name);
        }
    }
}
