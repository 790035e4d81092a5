package dev.ducksheet.bench;

import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.TraceContext;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.core.queue.InProcessRequestQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The queue of this process behind a gate: what is appended is taken only after the gate was opened, all at once. */
final class GatedQueue implements RequestQueue {
    private final InProcessRequestQueue queue;
    private final Semaphore gate = new Semaphore(0);

    GatedQueue(int capacity) {
        queue = new InProcessRequestQueue(capacity);
    }

    /** Lets one batch through. */
    void letThrough() {
        gate.release();
    }

    @Override
    public void open(Optional<QueuePosition> position) {
        queue.open(position);
    }

    @Override
    public Admission append(Request request, TraceContext trace) {
        return queue.append(request, trace);
    }

    @Override
    public List<Queued> take(int max, Duration patience) throws InterruptedException {
        if (!gate.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return List.of();
        }
        return queue.take(max, patience);
    }

    @Override
    public void confirm() {
        queue.confirm();
    }

    @Override
    public void acknowledge(QueuePosition position) {
        queue.acknowledge(position);
    }

    @Override
    public void release(List<Queued> requests, PortUnavailableException cause) {
        queue.release(requests, cause);
    }

    @Override
    public int backlog() {
        return queue.backlog();
    }

    @Override
    public void close() {
        queue.close();
    }
}
