package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.testkit.redis.RedisRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams of one workbook in a Redis that tests share; closes what it opened. */
final class TestStreams implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<RedisStreams> open = new ArrayList<>();
    private final RedisRoom room = RedisRoom.open();

    /** Returns the settings of this workbook. */
    RedisSettings settings() {
        return Site.settings(room);
    }

    /** Connects as the process that has the file open. */
    RedisStreams connect(RedisSettings settings) {
        var streams = RedisStreams.connect(
                settings, "/test/workbook", "test", new Random(COUNT.incrementAndGet()), Telemetry.NONE);
        open.add(streams);
        return streams;
    }

    @Override
    public void close() {
        open.forEach(RedisStreams::close);
        room.close();
    }
}
