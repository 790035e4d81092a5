package dev.ducksheet.tracing.otel;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.core.port.out.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the way of each request in spans of OpenTelemetry, from the server's own over the queue and the writer to the
 * feed. docs/tracing.md lists them. What a request is asked on behalf of is the current span of the thread that asks.
 * Thread-safe.
 */
public final class OtelTracing implements Tracing, AutoCloseable {
    private static final AttributeKey<String> SYSTEM = stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION = stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = stringKey("messaging.operation.type");
    private static final AttributeKey<String> MESSAGE_ID = stringKey("messaging.message.id");
    private static final AttributeKey<String> KIND = stringKey("ducksheet.kind");
    private static final AttributeKey<String> SHEET = stringKey("ducksheet.sheet");
    private static final AttributeKey<String> COLUMN = stringKey("ducksheet.column");
    private static final AttributeKey<String> OUTCOME = stringKey("ducksheet.outcome");
    private static final AttributeKey<String> REFUSAL = stringKey("ducksheet.refusal");
    private static final AttributeKey<Long> VERSION = longKey("ducksheet.version");
    private static final AttributeKey<Long> BATCH = longKey("ducksheet.batch.size");
    static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

    private static final String PUBLISH = "publish";
    private static final String PROCESS = "process";
    private static final String REQUESTS = "request_duck";
    private static final String RESPONSES = "response_duck";
    private static final int UNPUBLISHED = 10_000;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final String system;
    private final ArrayDeque<Applied> unpublished = new ArrayDeque<>();

    private OtelTracing(SdkTracerProvider provider, String system) {
        this.provider = provider;
        this.tracer = provider.get("dev.ducksheet");
        this.system = system;
    }

    /**
     * Sends spans to a collector, from now until it is closed.
     *
     * @param system what carries the queue, for {@code messaging.system}
     * @param version of this program
     */
    public static OtelTracing open(OtlpSettings settings, String system, String version) {
        return of(Collector.provider(settings, version), system);
    }

    /** Gives spans to a provider, which is closed with this. */
    static OtelTracing of(SdkTracerProvider provider, String system) {
        return new OtelTracing(provider, system);
    }

    /** Begins the span of a request over HTTP. */
    public ServerSpan serve(HttpCall call) {
        return ServerSpan.begin(tracer, call);
    }

    @Override
    public void refused(Refusal.Reason reason) {
        Span.current().setAttribute(OUTCOME, "refused").setAttribute(REFUSAL, wireName(reason));
    }

    @Override
    public Appending appending(Request request) {
        var span = about(request, messaging(REQUESTS, PUBLISH, SpanKind.PRODUCER, Context.current()))
                .startSpan();
        return new Publication(span, Contexts.write(span));
    }

    @Override
    public void committed(List<Queued> batch, List<Decision> decisions, Map<UpdateId, Outcome> repeats, Duration took) {
        long end = now();
        var outcomes = new HashMap<>(repeats);
        decisions.forEach(decision -> outcomes.put(decision.request().id(), decision.outcome()));
        for (var queued : batch) {
            var outcome = outcomes.get(queued.request().id());
            if (outcome != null) {
                processed(queued, outcome, batch.size(), end - took.toNanos(), end);
            }
        }
    }

    private void processed(Queued queued, Outcome outcome, int size, long began, long end) {
        var request = queued.request();
        var span = about(request, messaging(REQUESTS, PROCESS, SpanKind.CONSUMER, Contexts.read(queued.trace())))
                .setAttribute(BATCH, size)
                .setStartTimestamp(began, TimeUnit.NANOSECONDS)
                .startSpan();
        if (!span.isRecording()) {
            return;
        }
        if (outcome instanceof Outcome.Refused refused) {
            tell(span, refused.refusal());
        } else {
            span.setAttribute(OUTCOME, "applied");
        }
        if (outcome instanceof Outcome.Applied applied) {
            span.setAttribute(VERSION, applied.version().number());
            if (applied.id().equals(request.id())) {
                note(new Applied(applied.version().number(), request.id(), span, end));
            }
        }
        span.end(end, TimeUnit.NANOSECONDS);
    }

    private static void tell(Span span, Refusal refusal) {
        span.setAttribute(OUTCOME, "refused").setAttribute(REFUSAL, wireName(refusal.reason()));
        if (refusal.reason() == Refusal.Reason.FAILED) {
            span.setAttribute(ERROR_TYPE, wireName(refusal.reason())).setStatus(StatusCode.ERROR, refusal.detail());
        }
    }

    /** While nothing can be published for long, the oldest are forgotten. */
    private void note(Applied applied) {
        synchronized (unpublished) {
            if (unpublished.size() == UNPUBLISHED) {
                unpublished.remove();
            }
            unpublished.add(applied);
        }
    }

    @Override
    public void published(Version upTo) {
        synchronized (unpublished) {
            if (unpublished.isEmpty()) {
                return;
            }
            long end = now();
            while (!unpublished.isEmpty() && unpublished.element().version() <= upTo.number()) {
                publish(unpublished.remove(), end);
            }
        }
    }

    private void publish(Applied applied, long end) {
        messaging(RESPONSES, PUBLISH, SpanKind.PRODUCER, Context.root().with(applied.span()))
                .setAttribute(MESSAGE_ID, applied.request().toString())
                .setAttribute(VERSION, applied.version())
                .setStartTimestamp(applied.committed(), TimeUnit.NANOSECONDS)
                .startSpan()
                .end(end, TimeUnit.NANOSECONDS);
    }

    private SpanBuilder messaging(String stream, String operation, SpanKind kind, Context parent) {
        return tracer.spanBuilder(stream + " " + operation)
                .setSpanKind(kind)
                .setParent(parent)
                .setAttribute(SYSTEM, system)
                .setAttribute(DESTINATION, stream)
                .setAttribute(OPERATION, operation)
                .setAttribute(OPERATION_TYPE, operation.equals(PUBLISH) ? "send" : PROCESS);
    }

    private static SpanBuilder about(Request request, SpanBuilder span) {
        span.setAttribute(MESSAGE_ID, request.id().toString()).setAttribute(KIND, Kinds.of(request));
        if (!request.sheet().isEmpty()) {
            span.setAttribute(SHEET, request.sheet());
        }
        if (!request.column().isEmpty()) {
            span.setAttribute(COLUMN, request.column());
        }
        return span;
    }

    private static String wireName(Refusal.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** The clock of spans whose begin and end are told: the system's, in nanoseconds since 1970. */
    private static long now() {
        return io.opentelemetry.sdk.common.Clock.getDefault().now();
    }

    /** Sends what is left, as long as the collector takes it, and ends; returns within some seconds. Repeatable. */
    @Override
    public void close() {
        Collector.close(provider);
    }

    /**
     * A change that is not published yet.
     *
     * @param committed when, in nanoseconds since 1970
     */
    private record Applied(long version, UpdateId request, Span span, long committed) {}

    /** A request on its way into the queue, as a span. */
    private record Publication(Span span, TraceContext context) implements Appending {
        @Override
        public void ended(@Nullable Throwable failure) {
            if (failure != null) {
                span.recordException(failure)
                        .setAttribute(ERROR_TYPE, failure.getClass().getName())
                        .setStatus(StatusCode.ERROR);
            }
            span.end();
        }

        @Override
        public void turnedAway() {
            span.setAttribute(ERROR_TYPE, "backlog_full").setStatus(StatusCode.ERROR, "too many requests wait");
            span.end();
        }
    }
}
