package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.redis.RealRedis;
import dev.ducksheet.testkit.redis.RedisOptions;
import dev.ducksheet.testkit.redis.RedisOptions.Persistence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Workbooks in one Redis, each under a name of its own, so that tests do not meet; closes what it opened. */
final class TestStreams implements AutoCloseable {
    private static final AtomicInteger COUNT =
            new AtomicInteger((int) ProcessHandle.current().pid() * 1000);

    private final List<RedisStreams> open = new ArrayList<>();
    private final String workbook = "test" + COUNT.incrementAndGet();

    /** Returns the settings of this workbook. */
    RedisSettings settings() {
        String server = RealRedis.foreign().orElseGet(() -> Shared.REDIS.uri()).toString();
        return RedisSettings.of(RedisAddress.parse(server + "?workbook=" + workbook));
    }

    /** Connects as the process that has the file open. */
    RedisStreams connect(RedisSettings settings) {
        var streams = RedisStreams.connect(
                settings, "/test/" + workbook, "test", new Random(COUNT.incrementAndGet()), Telemetry.NONE);
        open.add(streams);
        return streams;
    }

    @Override
    public void close() {
        open.forEach(RedisStreams::close);
    }

    private static final class Shared {
        static final RealRedis REDIS = RealRedis.start(RedisOptions.durable().persisting(Persistence.NONE));
    }
}
