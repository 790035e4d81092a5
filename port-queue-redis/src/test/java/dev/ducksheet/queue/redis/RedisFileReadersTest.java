package dev.ducksheet.queue.redis;

import dev.ducksheet.core.port.out.FileReaders;
import dev.ducksheet.core.port.out.ImportStore;
import dev.ducksheet.testkit.FileReadersContract;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Files that are ordered to be read read as those that are read at once. */
final class RedisFileReadersTest extends FileReadersContract {
    private final TestStreams redis = new TestStreams();
    private final ImportStore files = new InMemoryWorkbookStore().imports();
    private FileReaders readers;

    @BeforeEach
    void open() {
        var streams = redis.connect(redis.settings());
        streams.queue().open(Optional.empty());
        readers = streams.readers(files);
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Override
    protected ImportStore files() {
        return files;
    }

    @Override
    protected FileReaders readers() {
        return readers;
    }
}
