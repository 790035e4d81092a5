package dev.ducksheet.cli;

import dev.ducksheet.core.port.out.Tracing;
import dev.ducksheet.http.Traces;
import dev.ducksheet.tracing.otel.HttpCall;
import dev.ducksheet.tracing.otel.OtelTracing;
import dev.ducksheet.tracing.otel.OtlpSettings;
import dev.ducksheet.tracing.otel.ServerSpan;
import java.net.URI;
import java.util.function.Supplier;

/** What follows each request through a server, or nobody. Closing it sends what is left. */
record Follower(Tracing tracing, Traces traces, Runnable end) {
    private static final Follower NOBODY = new Follower(Tracing.NONE, Traces.NONE, () -> {});

    static Follower of(ServeSettings settings) {
        if (settings.otlp().collector().isEmpty()) {
            return NOBODY;
        }
        var otlp = new OtlpSettings(
                URI.create(settings.otlp().collector()), settings.otlp().sample());
        var tracing = OtelTracing.open(otlp, settings.isEmbedded() ? "ducksheet" : "redis", Version.ofThisJar());
        return new Follower(
                tracing,
                (method, scheme, path, headers) ->
                        new OverHttp(tracing.serve(new HttpCall(method, scheme, path, headers))),
                tracing::close);
    }

    void close() {
        end.run();
    }

    private record OverHttp(ServerSpan span) implements Traces.Span {
        @Override
        public <T> T within(Supplier<T> work) {
            return span.within(work);
        }

        @Override
        public void end(String route, int status) {
            span.end(route, status);
        }
    }
}
