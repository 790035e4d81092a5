package dev.ducksheet.tracing.otel;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue.Queued;
import dev.ducksheet.core.port.out.Tracing.Appending;
import dev.ducksheet.testkit.Requests;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OtelTracingTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CLIENT = "b7ad6b7169203331";
    private static final Request REQUEST = Requests.set(1);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OtelTracing tracing = tracing(Sampler.parentBased(Sampler.alwaysOn()));

    private OtelTracing tracing(Sampler sampler) {
        return OtelTracing.of(
                SdkTracerProvider.builder()
                        .setSampler(sampler)
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build(),
                "redis");
    }

    @AfterEach
    void close() {
        tracing.close();
    }

    private static HttpCall call(String method, Map<String, String> headers) {
        return new HttpCall(method, "http", "/update_cell", headers::get);
    }

    private static HttpCall ofClient(String flags) {
        return call("POST", Map.of("traceparent", "00-" + TRACE + "-" + CLIENT + "-" + flags));
    }

    private static Queued queued(Request request, TraceContext trace) {
        return new Queued(new QueuePosition("1"), request, trace);
    }

    private static Decision applied(Request request, long version) {
        var outcome = new Outcome.Applied(request.id(), new Version(version), "sales", "quantity", 1);
        return new Decision.Changed(request, outcome, Requests.change(version));
    }

    private static Outcome refusal(UpdateId id, Reason reason) {
        return new Outcome.Refused(id, Refusal.of(reason, "", "no"));
    }

    private void committed(TraceContext trace, Decision decision) {
        tracing.committed(
                List.of(queued(decision.request(), trace)), List.of(decision), Map.of(), Duration.ofMillis(7));
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .reduce((one, two) -> {
                    throw new AssertionError("two of " + name);
                })
                .orElseThrow(() -> new AssertionError(name + " is not in " + exporter.getFinishedSpanItems()));
    }

    @Test
    void an_edit_is_one_trace_from_the_client_to_the_feed() {
        var server = tracing.serve(ofClient("01"));
        var appending = server.within(() -> tracing.appending(REQUEST));
        committed(appending.context(), applied(REQUEST, 41));
        tracing.published(new Version(41));
        appending.ended(null);
        server.end("/update_cell", 200);
        var served = span("POST /update_cell");
        var published = span("request_duck publish");
        var processed = span("request_duck process");
        var told = span("response_duck publish");
        assertThat(List.of(served, published, processed, told))
                .extracting(SpanData::getTraceId)
                .containsOnly(TRACE);
        assertThat(List.of(served, published, processed, told))
                .extracting(SpanData::getParentSpanId)
                .containsExactly(CLIENT, served.getSpanId(), published.getSpanId(), processed.getSpanId());
        assertThat(List.of(served, published, processed, told))
                .extracting(SpanData::getKind)
                .containsExactly(SpanKind.SERVER, SpanKind.PRODUCER, SpanKind.CONSUMER, SpanKind.PRODUCER);
        assertThat(processed.getEndEpochNanos() - processed.getStartEpochNanos())
                .isEqualTo(Duration.ofMillis(7).toNanos());
        assertThat(told.getStartEpochNanos()).isEqualTo(processed.getEndEpochNanos());
    }

    @Test
    void requests_are_of_the_kinds_that_the_stream_has() throws IOException {
        Requests.ofEveryKind().forEach(request -> tracing.appending(request).ended(null));
        var kinds = exporter.getFinishedSpanItems().stream()
                .map(span -> span.getAttributes().get(stringKey("ducksheet.kind")))
                .collect(Collectors.toSet());
        assertThat(kinds).isEqualTo(documentedKinds());
    }

    private static Set<String> documentedKinds() throws IOException {
        var row = Files.readString(Path.of("..", "docs", "streams.md"))
                .lines()
                .filter(line -> line.startsWith("| `kind` |"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("`([a-z_]+)`")
                .matcher(row)
                .results()
                .map(word -> word.group(1))
                .filter(word -> !word.equals("kind"))
                .collect(Collectors.toSet());
    }

    @Test
    void spans_say_what_the_conventions_name_and_what_was_edited() {
        var server = tracing.serve(ofClient("01"));
        committed(TraceContext.none(), applied(REQUEST, 41));
        server.end("/update_cell", 503);
        var served = span("POST /update_cell");
        assertThat(served.getAttributes().get(stringKey("http.request.method"))).isEqualTo("POST");
        assertThat(served.getAttributes().get(stringKey("http.route"))).isEqualTo("/update_cell");
        assertThat(served.getAttributes().get(stringKey("url.path"))).isEqualTo("/update_cell");
        assertThat(served.getAttributes().get(longKey("http.response.status_code")))
                .isEqualTo(503);
        assertThat(served.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        var processed = span("request_duck process").getAttributes();
        assertThat(processed.get(stringKey("messaging.system"))).isEqualTo("redis");
        assertThat(processed.get(stringKey("messaging.destination.name"))).isEqualTo("request_duck");
        assertThat(processed.get(stringKey("messaging.operation.type"))).isEqualTo("process");
        assertThat(processed.get(stringKey("messaging.message.id")))
                .isEqualTo(REQUEST.id().toString());
        assertThat(processed.get(stringKey("ducksheet.kind"))).isEqualTo("update_cell");
        assertThat(processed.get(stringKey("ducksheet.sheet"))).isEqualTo("sales");
        assertThat(processed.get(stringKey("ducksheet.column"))).isEqualTo("quantity");
        assertThat(processed.get(stringKey("ducksheet.outcome"))).isEqualTo("applied");
        assertThat(processed.get(longKey("ducksheet.version"))).isEqualTo(41);
        assertThat(processed.get(longKey("ducksheet.batch.size"))).isEqualTo(1);
    }

    @Test
    void a_refusal_is_no_error_unless_it_is_ours() {
        committed(
                TraceContext.none(),
                new Decision.Unchanged(REQUEST, refusal(REQUEST.id(), Reason.NO_MATCH), Requests.NOON));
        var refused = span("request_duck process");
        assertThat(refused.getAttributes().get(stringKey("ducksheet.outcome"))).isEqualTo("refused");
        assertThat(refused.getAttributes().get(stringKey("ducksheet.refusal"))).isEqualTo("no_match");
        assertThat(refused.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        exporter.reset();
        committed(
                TraceContext.none(),
                new Decision.Unchanged(REQUEST, refusal(REQUEST.id(), Reason.FAILED), Requests.NOON));
        assertThat(span("request_duck process").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void what_is_refused_before_it_is_queued_is_said_by_the_span_of_the_server() {
        var server = tracing.serve(ofClient("01"));
        server.within(() -> {
            tracing.refused(Reason.UNKNOWN_TABLE);
            return "";
        });
        server.end("/update_cell", 404);
        var served = span("POST /update_cell");
        assertThat(served.getAttributes().get(stringKey("ducksheet.refusal"))).isEqualTo("unknown_table");
        assertThat(served.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void each_request_of_a_batch_goes_on_in_its_own_trace_and_a_repeated_one_is_not_published_again() {
        var other = new TraceContext("00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01");
        var first = new TraceContext("00-" + TRACE + "-" + CLIENT + "-01");
        var repeated = Requests.set(2);
        tracing.committed(
                List.of(queued(REQUEST, first), queued(repeated, other)),
                List.of(applied(REQUEST, 41)),
                Map.of(repeated.id(), new Outcome.Applied(Requests.id(9), new Version(40), "sales", "quantity", 1)),
                Duration.ofMillis(1));
        tracing.published(new Version(41));
        tracing.published(new Version(41));
        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName, SpanData::getTraceId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("request_duck process", TRACE),
                        org.assertj.core.groups.Tuple.tuple("request_duck process", "1".repeat(32)),
                        org.assertj.core.groups.Tuple.tuple("response_duck publish", TRACE));
        assertThat(exporter.getFinishedSpanItems().get(0).getAttributes().get(longKey("ducksheet.batch.size")))
                .isEqualTo(2);
    }

    @Test
    void an_append_that_fails_or_finds_the_queue_full_says_so() {
        tracing.appending(REQUEST).ended(new PortUnavailableException("away"));
        assertThat(span("request_duck publish").getAttributes().get(stringKey("error.type")))
                .isEqualTo(PortUnavailableException.class.getName());
        exporter.reset();
        tracing.appending(REQUEST).turnedAway();
        assertThat(span("request_duck publish").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "00-0-0-01", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void what_is_no_context_begins_a_trace_of_its_own(String traceparent) {
        committed(new TraceContext(traceparent), applied(REQUEST, 41));
        assertThat(span("request_duck process").getParentSpanContext().isValid())
                .isFalse();
    }

    @Test
    void what_a_client_does_not_sample_is_not_told_and_goes_on_unsampled() {
        var server = tracing.serve(ofClient("00"));
        Appending appending = server.within(() -> tracing.appending(REQUEST));
        assertThat(appending.context().traceparent()).startsWith("00-" + TRACE).endsWith("-00");
        committed(appending.context(), applied(REQUEST, 41));
        tracing.published(new Version(41));
        server.end("/update_cell", 200);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void a_method_that_nobody_knows_names_no_span() {
        tracing.serve(call("BREW", Map.of())).end("", 405);
        assertThat(span("HTTP").getAttributes().get(stringKey("http.request.method")))
                .isEqualTo("_OTHER");
    }
}
