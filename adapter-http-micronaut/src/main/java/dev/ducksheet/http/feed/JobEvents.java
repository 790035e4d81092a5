package dev.ducksheet.http.feed;

import dev.ducksheet.core.imports.Job;
import dev.ducksheet.http.json.JsonDocument;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A job as server-sent events, until it is over: each event is the whole job as it is then, so that a slow client misses
 * steps and never the outcome. The id of an event is the job's revision. For one subscriber.
 */
public final class JobEvents implements Publisher<byte[]>, Subscription {
    /** Nobody sees more than so many steps a second. */
    private static final long PERIOD_MS = 100;

    private final Function<Consumer<Job>, Optional<Runnable>> watching;
    private final Function<Job, JsonDocument> document;
    private final ScheduledExecutorService timer;
    private final Duration heartbeat;
    private final BooleanSupplier isGood;
    private final Consumer<JobEvents> onEnd;
    private @Nullable Subscriber<? super byte[]> subscriber;
    private @Nullable ScheduledFuture<?> ticking;
    private @Nullable Job latest;
    private Runnable unwatch = () -> {};
    private long told;
    private long demand;
    private long silence;
    private boolean over;

    /**
     * Tells nothing before it is subscribed to.
     *
     * @param watching watches the job
     * @param seen the revision that the client has seen
     * @param timer on which events are sent; that does not block
     * @param heartbeat how long it is silent at most
     * @param isGood whether the client may still watch; asked before each event, and with each heartbeat
     * @param onEnd called once
     */
    public JobEvents(
            Function<Consumer<Job>, Optional<Runnable>> watching,
            long seen,
            Function<Job, JsonDocument> document,
            ScheduledExecutorService timer,
            Duration heartbeat,
            BooleanSupplier isGood,
            Consumer<JobEvents> onEnd) {
        this.watching = watching;
        this.told = seen;
        this.document = document;
        this.timer = timer;
        this.heartbeat = heartbeat;
        this.isGood = isGood;
        this.onEnd = onEnd;
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> one) {
        synchronized (this) {
            subscriber = one;
        }
        one.onSubscribe(this);
        var watch = watching.apply(this::take);
        synchronized (this) {
            if (over) {
                watch.ifPresent(Runnable::run);
                return;
            }
            if (watch.isEmpty()) {
                end();
                return;
            }
            unwatch = watch.get();
            ticking = timer.scheduleAtFixedRate(this::tick, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void take(Job job) {
        latest = job;
    }

    @Override
    public synchronized void request(long pieces) {
        demand = demand + pieces < 0 ? Long.MAX_VALUE : demand + pieces;
    }

    @Override
    public synchronized void cancel() {
        finish();
    }

    /** Ends the stream in good order. Repeatable. */
    public synchronized void end() {
        var to = subscriber;
        if (!over && to != null) {
            to.onComplete();
        }
        finish();
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        unwatch.run();
        if (ticking != null) {
            ticking.cancel(false);
        }
        onEnd.accept(this);
    }

    private synchronized void tick() {
        var job = latest;
        if (over || demand == 0) {
            return;
        }
        silence += PERIOD_MS;
        if (job != null && job.revision() > told) {
            tell(job);
        } else if (silence >= heartbeat.toMillis()) {
            send(Batch.ascii(":\n\n"));
        }
    }

    private void tell(Job job) {
        told = job.revision();
        send(event(job));
        if (job.state().isOver()) {
            end();
        }
    }

    private void send(byte[] piece) {
        var to = subscriber;
        if (to == null || !isGood.getAsBoolean()) {
            end();
            return;
        }
        demand--;
        silence = 0;
        to.onNext(piece);
    }

    private byte[] event(Job job) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Batch.ascii("id: " + job.revision() + "\nevent: job\ndata: "));
        out.writeBytes(document.apply(job).bytes());
        out.writeBytes(Batch.ascii("\n\n"));
        return out.toByteArray();
    }
}
