package dev.ducksheet.testkit;

import dev.ducksheet.core.port.out.RequestQueue;
import java.util.IdentityHashMap;
import java.util.Objects;

/** The stream in memory keeps the contract of durable queues. */
final class InMemoryRequestLogTest extends DurableRequestQueueContract {
    private final IdentityHashMap<RequestQueue, InMemoryRequestLog> logs = new IdentityHashMap<>();

    @Override
    protected RequestQueue create(int capacity) {
        return connect(new InMemoryRequestLog(capacity));
    }

    @Override
    protected RequestQueue crash(RequestQueue queue) {
        return connect(Objects.requireNonNull(logs.get(queue)));
    }

    private RequestQueue connect(InMemoryRequestLog log) {
        var queue = log.connect();
        logs.put(queue, log);
        return queue;
    }
}
