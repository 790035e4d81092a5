package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A stream of requests that outlives the queues that read it, as a server's does: what a test needs to end a process
 * between any two steps and go on in the next. Thread-safe.
 */
public final class InMemoryRequestLog {
    private final List<Entry> log = new ArrayList<>();
    private final int capacity;
    private int acknowledged;

    /** Holds at most {@code capacity} requests that are not acknowledged. */
    public InMemoryRequestLog(int capacity) {
        this.capacity = capacity;
    }

    /** Returns a queue over this stream, for one process. */
    public RequestQueue connect() {
        return new Connection();
    }

    private synchronized boolean add(Entry entry) {
        if (log.size() - acknowledged >= capacity) {
            return false;
        }
        log.add(entry);
        notifyAll();
        return true;
    }

    private record Entry(Request request, TraceContext trace) {}

    /** One process's way to the stream. */
    private final class Connection implements RequestQueue {
        private int next;
        private boolean closed;

        @Override
        public void open(Optional<QueuePosition> position) {
            synchronized (InMemoryRequestLog.this) {
                int stored = position.map(Connection::number).orElse(0);
                next = Math.max(acknowledged, stored);
            }
        }

        @Override
        public Admission append(Request request, TraceContext trace) {
            synchronized (InMemoryRequestLog.this) {
                if (closed) {
                    throw new PortUnavailableException("the queue is closed; send the request to the next server");
                }
                return add(new Entry(request, trace))
                        ? new Admission.Accepted(CompletableFuture.completedFuture(null))
                        : new Admission.Full(Duration.ofMillis(100));
            }
        }

        @Override
        public List<Queued> take(int max, Duration patience) throws InterruptedException {
            synchronized (InMemoryRequestLog.this) {
                long end = System.nanoTime() + patience.toNanos();
                long left = patience.toMillis();
                while (next >= log.size() && left > 0 && !closed) {
                    InMemoryRequestLog.this.wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
                var taken = new ArrayList<Queued>();
                while (next < log.size() && taken.size() < max) {
                    var entry = log.get(next);
                    var position = new QueuePosition(Integer.toString(++next));
                    taken.add(new Queued(position, entry.request(), entry.trace()));
                }
                return taken;
            }
        }

        @Override
        public void acknowledge(QueuePosition position) {
            synchronized (InMemoryRequestLog.this) {
                acknowledged = Math.max(acknowledged, number(position));
            }
        }

        @Override
        public void release(List<Queued> requests, PortUnavailableException cause) {
            synchronized (InMemoryRequestLog.this) {
                requests.stream()
                        .mapToInt(queued -> number(queued.position()) - 1)
                        .min()
                        .ifPresent(first -> next = Math.min(next, first));
            }
        }

        @Override
        public int backlog() {
            synchronized (InMemoryRequestLog.this) {
                return log.size() - acknowledged;
            }
        }

        @Override
        public Load load() {
            synchronized (InMemoryRequestLog.this) {
                return new Load(log.size() - acknowledged, next - acknowledged, 0);
            }
        }

        @Override
        public void close() {
            synchronized (InMemoryRequestLog.this) {
                closed = true;
                InMemoryRequestLog.this.notifyAll();
            }
        }

        private static int number(QueuePosition position) {
            return Integer.parseInt(position.value());
        }
    }
}
