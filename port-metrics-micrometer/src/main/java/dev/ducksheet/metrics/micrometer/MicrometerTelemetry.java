package dev.ducksheet.metrics.micrometer;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.imports.Job;
import dev.ducksheet.core.imports.JobState;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.RequestQueue.Load;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.Tracing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Counts and times in memory what this process does, and shows it to a Prometheus that asks. docs/operations.md lists
 * the names. Thread-safe.
 */
public final class MicrometerTelemetry implements Telemetry, AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };
    private static final Duration[] IMPORTS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30)
    };
    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};
    private static final String DELIVERED = "delivered";
    private static final String REFUSED = "refused";
    private static final String UNANSWERED = "unanswered";
    private static final String FORBIDDEN = "forbidden";
    private static final List<String> OUTCOMES = List.of(DELIVERED, REFUSED, UNANSWERED, FORBIDDEN);
    private static final Load NOTHING = new Load(0, 0, 0);

    private final Tracing tracing;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Counter applied;
    private final Counter reconnects;
    private final DistributionSummary batches;
    private final Timer applying;
    private final Timer showing;
    private final Timer publishing;
    private final Counter importedRows;
    private final Timer importing;
    private final Set<UpdateId> running = ConcurrentHashMap.newKeySet();
    private volatile Supplier<Load> queue = () -> NOTHING;
    private volatile LongSupplier memory = () -> 0;
    private volatile LongSupplier messages = () -> 0;

    /** Begins to measure the JVM; the rest when it is told. */
    public MicrometerTelemetry() {
        this(Tracing.NONE);
    }

    /**
     * Begins to measure the JVM; the rest when it is told.
     *
     * @param tracing is told beside this the way of each single request
     */
    public MicrometerTelemetry(Tracing tracing) {
        this.tracing = tracing;
        gauge("ducksheet.queue.lag", "Requests appended and not decided", Load::waiting);
        gauge("ducksheet.queue.pending", "Requests taken by the writer and not acknowledged", Load::taken);
        gauge("ducksheet.dead.letters", "Requests put aside for a person to look at", Load::setAside);
        Gauge.builder("ducksheet.duckdb.memory", () -> memory.getAsLong())
                .description("Memory that DuckDB holds, outside the JVM's heap")
                .baseUnit("bytes")
                .register(registry);
        applied = counter("ducksheet.edits.applied", "Edits that changed the workbook");
        for (var reason : Refusal.Reason.values()) {
            var unused = refusals(reason); // shown as 0 from the start
        }
        reconnects = counter("ducksheet.redis.reconnects", "Connections to Redis that were lost and made again");
        batches = DistributionSummary.builder("ducksheet.batch.size")
                .description("Requests decided in one transaction")
                .serviceLevelObjectives(SIZES)
                .register(registry);
        applying = timer("ducksheet.apply", "From the begin of a transaction to the end of its commit");
        showing = timer("ducksheet.show.delay", "From the commit until changes can be read in this process");
        publishing = timer("ducksheet.publish.delay", "From the commit until changes are in response_duck");
        Gauge.builder("ducksheet.webhook.pending", () -> messages.getAsLong())
                .description("Messages to webhooks that wait for another attempt")
                .register(registry);
        for (var outcome : OUTCOMES) {
            var unused = deliveries(outcome); // shown as 0 from the start
        }
        Gauge.builder("ducksheet.jobs.running", running::size)
                .description("Imports that are not over")
                .register(registry);
        for (var state : JobState.values()) {
            if (state.isOver()) {
                var unused = ends(state); // shown as 0 from the start
            }
        }
        importedRows = counter("ducksheet.import.rows", "Rows that were read of the files of imports that are done");
        importing = Timer.builder("ducksheet.import")
                .description("From the begin of an import, its file's way here included, until it is done")
                .serviceLevelObjectives(IMPORTS)
                .register(registry);
        bindJvm();
    }

    private void bindJvm() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    private void gauge(String name, String description, ToLongFunction<Load> value) {
        Gauge.builder(name, () -> value.applyAsLong(queue.get()))
                .description(description)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Counter refusals(Refusal.Reason reason) {
        return Counter.builder("ducksheet.edits.refused")
                .description("Edits that were refused, before they were queued or when they were decided")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Timer deliveries(String outcome) {
        return Timer.builder("ducksheet.webhook.deliveries")
                .description("Attempts to deliver a message to a webhook, until the answer or the end of patience")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String outcome(Reply reply) {
        if (reply.isSuccess()) {
            return DELIVERED;
        }
        if (reply instanceof Reply.Answered) {
            return REFUSED;
        }
        return reply instanceof Reply.Forbidden ? FORBIDDEN : UNANSWERED;
    }

    private Counter ends(JobState state) {
        return Counter.builder("ducksheet.jobs")
                .description("Imports that are over, by how they ended")
                .tag("state", state.wireName())
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public Tracing tracing() {
        return tracing;
    }

    @Override
    public void watch(Supplier<Load> load) {
        queue = load;
    }

    /**
     * Gives what tells how many bytes of memory the engine holds.
     *
     * @param held may be asked at any time and by any thread, also after the workbook is closed
     */
    public void watchMemory(LongSupplier held) {
        memory = held;
    }

    @Override
    public void refused(Refusal.Reason reason) {
        refusals(reason).increment();
    }

    @Override
    public void committed(int requests, List<Decision> decisions, Duration took) {
        batches.record(requests);
        applying.record(took);
        int changes = 0;
        for (var decision : decisions) {
            if (decision instanceof Decision.Changed) {
                changes++;
            } else if (decision.outcome() instanceof Outcome.Refused outcome) {
                refused(outcome.refusal().reason());
            }
        }
        applied.increment(changes);
    }

    @Override
    public void shown(Duration afterCommit) {
        showing.record(afterCommit);
    }

    @Override
    public void published(Duration afterCommit) {
        publishing.record(afterCommit);
    }

    @Override
    public void sent(Reply reply, Duration took) {
        deliveries(outcome(reply)).record(took);
    }

    @Override
    public void watchMessages(LongSupplier pending) {
        messages = pending;
    }

    @Override
    public void changed(Job job) {
        if (!job.state().isOver()) {
            running.add(job.id());
            return;
        }
        running.remove(job.id());
        ends(job.state()).increment();
        if (job.state() == JobState.DONE) {
            importedRows.increment((double) job.counts().read());
            importing.record(Duration.between(job.createdAt(), job.changedAt()));
        }
    }

    @Override
    public void reconnected() {
        reconnects.increment();
    }

    /**
     * Notes that a request over HTTP was answered.
     *
     * @param route the path with names for what varies in it, so that there are only so many
     * @param took until the answer began
     */
    public void answered(String method, String route, int status, Duration took) {
        Timer.builder("http.server.requests")
                .description("From a request over HTTP until its answer begins; of an edit, its commit is in between")
                .tags("method", method, "uri", route, "status", Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    /** Returns all of it in the text format of Prometheus, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
