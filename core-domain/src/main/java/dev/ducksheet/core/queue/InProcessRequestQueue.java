package dev.ducksheet.core.queue;

import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The request queue of one process: bounded, in memory. A request is durable once it is acknowledged, which is after the
 * store committed its outcome, so nothing that anybody was told of can be lost. Positions are running numbers that mean
 * nothing after the process ends. Thread-safe.
 */
public final class InProcessRequestQueue implements RequestQueue {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
    private final ArrayDeque<Entry> taken = new ArrayDeque<>();
    private long last;
    private boolean closed;

    /** Holds at most {@code capacity} requests that are not yet acknowledged. */
    public InProcessRequestQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a queue needs a capacity of at least 1, not " + capacity);
        }
        this.capacity = capacity;
    }

    /** Does nothing: what a process had queued ended with it. */
    @Override
    public void open(Optional<QueuePosition> position) {}

    @Override
    public Admission append(Request request, TraceContext trace) {
        lock.lock();
        try {
            if (closed) {
                throw new PortUnavailableException(
                        "the workbook is closing and takes no more requests; send it to the next server");
            }
            if (waiting.size() + taken.size() >= capacity) {
                return new Admission.Full(RETRY_AFTER);
            }
            var entry = new Entry(++last, request, trace, new CompletableFuture<>());
            waiting.add(entry);
            arrived.signal();
            return new Admission.Accepted(entry.durable());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Queued> take(int max, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && nanos > 0 && !closed) {
                nanos = arrived.awaitNanos(nanos);
            }
            var batch = new ArrayList<Queued>(Math.min(max, waiting.size()));
            while (batch.size() < max && !waiting.isEmpty()) {
                var entry = waiting.remove();
                taken.add(entry);
                batch.add(new Queued(positionOf(entry), entry.request(), entry.trace()));
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void acknowledge(QueuePosition position) {
        settle(position).forEach(entry -> entry.durable().complete(null));
    }

    @Override
    public void release(List<Queued> requests, PortUnavailableException cause) {
        if (!requests.isEmpty()) {
            settle(requests.get(requests.size() - 1).position())
                    .forEach(entry -> entry.durable().completeExceptionally(cause));
        }
    }

    /** Forgets what was taken up to a position, and returns it. */
    private List<Entry> settle(QueuePosition position) {
        long upTo = Long.parseLong(position.value());
        var settled = new ArrayList<Entry>();
        lock.lock();
        try {
            while (!taken.isEmpty() && taken.element().number() <= upTo) {
                settled.add(taken.remove());
            }
        } finally {
            lock.unlock();
        }
        return settled;
    }

    @Override
    public int backlog() {
        lock.lock();
        try {
            return waiting.size() + taken.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Load load() {
        lock.lock();
        try {
            return new Load(waiting.size() + taken.size(), taken.size(), 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static QueuePosition positionOf(Entry entry) {
        return new QueuePosition(Long.toString(entry.number()));
    }

    private record Entry(long number, Request request, TraceContext trace, CompletableFuture<Void> durable) {}
}
