package dev.ducksheet.tracing.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The way to a collector: spans wait in memory, up to a bound, and a thread of its own sends them by the batch. */
final class Collector {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long LAST_CALL = 5;
    private static final int WAITING = 16_384;
    private static final int AT_ONCE = 1024;

    /** Kept, for the JDK forgets the level of a logger that nobody keeps. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry.exporter");

    private Collector() {}

    /** The library would tell of every failed batch, past our log; {@link OutageLog} tells of outages. */
    static SdkTracerProvider provider(OtlpSettings settings, String version) {
        LIBRARY.setLevel(Level.OFF);
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint())
                .setTimeout(TIMEOUT)
                .setConnectTimeout(CONNECT)
                .setRetryPolicy(null) // while the collector is away spans are dropped, and nobody waits
                .build();
        var processor = BatchSpanProcessor.builder(new OutageLog(exporter, settings.endpoint()))
                .setScheduleDelay(DELAY)
                .setMaxQueueSize(WAITING)
                .setMaxExportBatchSize(AT_ONCE)
                .build();
        return SdkTracerProvider.builder()
                .setResource(resource(version))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
                .addSpanProcessor(processor)
                .build();
    }

    private static Resource resource(String version) {
        var service = Attributes.builder()
                .put("service.name", "ducksheet")
                .put("service.version", version)
                .build();
        return Resource.getDefault().merge(Resource.create(service));
    }

    static void close(SdkTracerProvider provider) {
        var unused = provider.shutdown().join(LAST_CALL, TimeUnit.SECONDS);
    }
}
