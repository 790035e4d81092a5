package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.testkit.ChangeFeedContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The feed of a writer on Redis keeps the contract. */
final class RedisChangeFeedTest extends ChangeFeedContract {
    private final TestStreams streams = new TestStreams();

    @Override
    protected ChangeFeed create(int capacity) {
        var writer = streams.connect(streams.settings().feedLength(capacity));
        writer.queue().open(Optional.empty());
        return writer.feed();
    }

    @AfterEach
    void disconnect() {
        streams.close();
    }
}
