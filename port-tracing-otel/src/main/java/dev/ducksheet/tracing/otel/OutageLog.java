package dev.ducksheet.tracing.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Hands spans on, and logs once that they do not arrive, and once that they do again. Thread-safe. */
final class OutageLog implements SpanExporter {
    private static final System.Logger LOG = System.getLogger(OutageLog.class.getName());

    private final SpanExporter exporter;
    private final String endpoint;
    private final AtomicBoolean away = new AtomicBoolean();

    OutageLog(SpanExporter exporter, String endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = exporter.export(spans);
        return result.whenComplete(() -> note(result));
    }

    private void note(CompletableResultCode result) {
        if (result.isSuccess()) {
            if (away.compareAndSet(true, false)) {
                LOG.log(Level.INFO, "{0} takes traces again", endpoint);
            }
        } else if (away.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "{0} takes no traces; until it does they are dropped, and edits go on: {1}",
                    endpoint,
                    why(result.getFailureThrowable()));
        }
    }

    /** The library wraps what happened in one that says no more. */
    private static String why(@Nullable Throwable failure) {
        if (failure == null) {
            return "no answer in time";
        }
        var cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : cause.toString();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
