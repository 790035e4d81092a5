package dev.ducksheet.queue.redis;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stream {@code request_duck} in Redis: any number of processes append, the one that has the lease consumes. A
 * request is durable as soon as Redis has acknowledged it, as durable as Redis is set to make it.
 *
 * <p>Thread-safe; {@link #open}, {@link #take}, {@link #confirm}, {@link #acknowledge} and {@link #release} belong to the writer's thread.
 */
final class RedisRequestQueue implements RequestQueue {
    private static final System.Logger LOG = System.getLogger(RedisRequestQueue.class.getName());
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final long PAUSE = 250;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int CHUNK = 1000;

    /** An answer is slow that takes such a part of the time after which Redis counts as away. */
    private static final int SLOW = 3;

    private static final long OUTCOMES = 10_000;

    private final Connections connections;
    private final RedisSettings settings;
    private final StreamKeys keys;
    private final Lease lease;
    private final Backlog backlog;
    private final Consumption consumption;
    private final Suspicion suspicion;
    private final AofSync disk;
    private final Window window;
    private final ArrayDeque<StreamPosition> taken = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean open;
    private volatile EntryId drainTo = EntryId.ZERO;

    RedisRequestQueue(
            Connections connections,
            RedisSettings settings,
            Lease lease,
            Backlog backlog,
            Consumption consumption,
            AofSync disk) {
        this.connections = connections;
        this.settings = settings;
        this.keys = settings.address().keys();
        this.lease = lease;
        this.backlog = backlog;
        this.consumption = consumption;
        this.suspicion = new Suspicion(connections, settings, lease);
        this.disk = disk;
        this.window = new Window(settings.timeout().dividedBy(SLOW));
    }

    @Override
    public void open(Optional<QueuePosition> position) {
        try {
            lease.acquire();
            consumption.openAfter(StreamPosition.of(position));
            suspicion.begin(consumption.last().entry(), consumption.left());
            open = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while taking the lease of the workbook", e);
        }
    }

    @Override
    public Admission append(Request request, TraceContext trace) {
        if (closing.getCount() == 0) {
            throw new PortUnavailableException(
                    "the workbook is closing and takes no more requests; send it to the next server");
        }
        if (lease.isOvertaken()) {
            throw Lease.lost(); // this process would never hear what becomes of it
        }
        if (!backlog.isHeardOf()) {
            throw new PortUnavailableException("Redis is away; see that it runs and can be reached");
        }
        var fields = RequestCodec.encode(request, trace);
        if (backlog.waiting() >= settings.backlog() || !window.enter()) {
            return new Admission.Full(RETRY_AFTER);
        }
        backlog.add();
        return new Admission.Accepted(disk.after(append(request.id(), fields)));
    }

    private CompletableFuture<Void> append(UpdateId request, Map<String, String> fields) {
        var durable = new CompletableFuture<Void>();
        long sent = System.nanoTime();
        var unused = connections.shared().xadd(keys.requests(), fields).whenComplete((id, failure) -> {
            window.leave(sent, System.nanoTime());
            if (failure == null) {
                LOG.log(Level.DEBUG, "appended {0} as entry {1}", request, id);
                durable.complete(null);
            } else {
                backlog.failed();
                durable.completeExceptionally(Failures.translated(failure));
            }
        });
        return durable;
    }

    @Override
    public List<Queued> take(int max, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            if (isDrained()) {
                return List.of();
            }
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            var batch = takeOnce(max, left);
            if (!batch.isEmpty() || System.nanoTime() - end >= 0) {
                return batch;
            }
        }
    }

    private boolean isDrained() {
        return closing.getCount() == 0 && !drainTo.isAfter(consumption.last().entry());
    }

    private List<Queued> takeOnce(int max, Duration left) throws InterruptedException {
        try {
            var slice = closing.getCount() == 0 ? Duration.ZERO : left.compareTo(SLICE) < 0 ? left : SLICE;
            boolean careful = suspicion.isCareful(consumption.last().entry());
            return decoded(consumption.read(careful ? 1 : max, slice), careful);
        } catch (PortUnavailableException e) {
            var unused = closing.await(Math.min(PAUSE, left.toMillis()), TimeUnit.MILLISECONDS);
            throw e;
        }
    }

    private List<Queued> decoded(List<StreamMessage<String, String>> messages, boolean careful)
            throws InterruptedException {
        var batch = new ArrayList<Queued>(messages.size());
        for (var message : messages) {
            var position = new StreamPosition(consumption.incarnation(), EntryId.parse(message.getId()));
            int deaths = careful ? inHand(position) : 0;
            var request = decoded(position, message);
            if (request != null) {
                taken.add(position);
                batch.add(new Queued(position.toPosition(), request, deaths, RequestCodec.trace(message.getBody())));
            }
        }
        return batch;
    }

    private int inHand(StreamPosition position) throws InterruptedException {
        try {
            return suspicion.take(position.entry());
        } catch (PortUnavailableException e) {
            goBackBefore(position.entry());
            throw e;
        }
    }

    private @Nullable Request decoded(StreamPosition position, StreamMessage<String, String> message)
            throws InterruptedException {
        if (Consumption.isGone(message)) {
            LOG.log(Level.ERROR, "entry {0} of {1} is empty: it is not applied", message.getId(), keys.requests());
            return null;
        }
        try {
            return RequestCodec.decode(position, message.getBody());
        } catch (UndecodableException e) {
            putAside(Scripts.MOVE, message.getId(), message.getBody(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void putAside(String script, String entry, Map<String, String> fields, String reason)
            throws InterruptedException {
        LOG.log(Level.WARNING, "entry {0} of {1} goes to {2}: {3}", entry, keys.requests(), keys.dead(), reason);
        var arguments = new ArrayList<>(List.of(lease.token(), Consumption.GROUP, entry));
        arguments.addAll(DeadLetter.fields(entry, reason, fields));
        try {
            var unused = Failures.await(
                    connections
                            .shared()
                            .<Long>eval(
                                    script,
                                    ScriptOutputType.INTEGER,
                                    new String[] {keys.lease(), keys.requests(), keys.dead(), keys.state()},
                                    arguments.toArray(String[]::new)),
                    settings.timeout().toMillis() + PAUSE);
        } catch (PortUnavailableException e) {
            goBackBefore(firstUndecided(EntryId.parse(entry)));
            throw e;
        }
    }

    private void goBackBefore(EntryId entry) {
        consumption.goOnAfter(new StreamPosition(consumption.incarnation(), entry.previous()));
    }

    /** The entries of this reading that were not handed out yet must come again too. */
    private EntryId firstUndecided(EntryId buried) {
        return taken.stream()
                .filter(position -> position.incarnation().equals(consumption.incarnation()))
                .map(StreamPosition::entry)
                .filter(entry -> !entry.isAfter(buried))
                .findFirst()
                .orElse(buried);
    }

    @Override
    public void confirm() {
        try {
            lease.require();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while confirming the lease of the workbook", e);
        }
    }

    @Override
    public void acknowledge(QueuePosition position) {
        var upTo = StreamPosition.parse(position.value());
        var entries = new ArrayList<String>();
        while (!taken.isEmpty() && isSettled(taken.element(), upTo)) {
            entries.add(taken.remove().entry().toString());
        }
        if (entries.isEmpty()) {
            return;
        }
        backlog.acknowledged(entries.size());
        for (int from = 0; from < entries.size(); from += CHUNK) {
            acknowledge(entries.subList(from, Math.min(entries.size(), from + CHUNK)));
        }
        trim(upTo.entry(), taken.isEmpty() ? consumption.last().entry() : upTo.entry());
    }

    private boolean isSettled(StreamPosition head, StreamPosition upTo) {
        return head.isUpTo(upTo) || !head.incarnation().equals(upTo.incarnation());
    }

    private void acknowledge(List<String> entries) {
        var arguments = new ArrayList<>(List.of(lease.token(), Consumption.GROUP));
        arguments.addAll(entries);
        send(Scripts.ACKNOWLEDGE, new String[] {keys.lease(), keys.requests()}, arguments.toArray(String[]::new));
    }

    private void trim(EntryId decided, EntryId settled) {
        send(
                Scripts.TRIM,
                new String[] {keys.lease(), keys.state(), keys.requests()},
                lease.token(),
                decided.toString(),
                settled.toString());
    }

    /** Sends what the next reading makes good if it is lost. */
    private void send(String script, String[] scriptKeys, String... arguments) {
        var unused = connections
                .shared()
                .<Long>eval(script, ScriptOutputType.INTEGER, scriptKeys, arguments)
                .exceptionally(failure -> {
                    lease.noteOvertaken(failure);
                    return 0L;
                });
    }

    @Override
    public void release(List<Queued> requests, PortUnavailableException cause) {
        if (requests.isEmpty()) {
            return;
        }
        var first = StreamPosition.parse(requests.get(0).position().value());
        taken.clear();
        suspicion.forgive();
        consumption.goOnAfter(
                new StreamPosition(first.incarnation(), first.entry().previous()));
    }

    @Override
    public void setAside(Queued request, String reason) {
        var fields = RequestCodec.encode(request.request(), request.trace());
        try {
            var entry = StreamPosition.parse(request.position().value()).entry();
            putAside(Scripts.BURY, entry.toString(), fields, reason);
        } catch (PortUnavailableException e) {
            LOG.log(
                    Level.WARNING,
                    "the dead letter of {0} is lost: {1}",
                    request.request().id(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what the feed does not tell: everything but changes. */
    @Override
    public void answer(UpdateId id, Outcome outcome) {
        if (outcome instanceof Outcome.Applied && outcome.id().equals(id)) {
            return; // its change says so
        }
        var unused = connections
                .shared()
                .xadd(
                        keys.outcomes(),
                        new XAddArgs().maxlen(OUTCOMES).approximateTrimming(),
                        Map.of("v", "1", "id", id.toString(), "data", OutcomeCodec.encode(outcome)))
                .exceptionally(failure -> "");
    }

    @Override
    public boolean isAvailable() {
        return closing.getCount() > 0 && backlog.isHeardOf() && !lease.isOvertaken();
    }

    @Override
    public int backlog() {
        return (int) Math.min(Integer.MAX_VALUE, backlog.waiting());
    }

    @Override
    public Load load() {
        return backlog.load();
    }

    /** Stops admitting. What is in the stream by now can still be taken; what others append is for the next writer. */
    @Override
    public void close() {
        if (closing.getCount() == 0) {
            return;
        }
        if (open && !lease.isOvertaken()) {
            drainTo = newest();
        }
        closing.countDown();
    }

    private EntryId newest() {
        var newest = connections
                .shared()
                .xrevrange(keys.requests(), Range.unbounded(), Limit.create(0, 1))
                .toCompletableFuture()
                .completeOnTimeout(List.of(), settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> List.of())
                .join();
        return newest.isEmpty() ? EntryId.ZERO : EntryId.parse(newest.get(0).getId());
    }
}
