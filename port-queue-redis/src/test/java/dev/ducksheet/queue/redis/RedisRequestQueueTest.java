package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.RequestQueue;
import dev.ducksheet.testkit.DurableRequestQueueContract;
import org.junit.jupiter.api.AfterEach;

/** The stream in Redis keeps the contract of durable queues. */
final class RedisRequestQueueTest extends DurableRequestQueueContract {
    private final TestStreams streams = new TestStreams();
    private RedisSettings settings = streams.settings();

    @Override
    protected RequestQueue create(int capacity) {
        settings = settings.backlog(capacity);
        return streams.connect(settings).queue();
    }

    @Override
    protected RequestQueue crash(RequestQueue queue) {
        return streams.connect(settings).queue();
    }

    @AfterEach
    void disconnect() {
        streams.close();
    }
}
