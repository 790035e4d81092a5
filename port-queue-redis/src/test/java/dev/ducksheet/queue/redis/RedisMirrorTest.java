package dev.ducksheet.queue.redis;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WorkbookMirror;
import dev.ducksheet.testkit.WorkbookMirrorContract;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What is heard through Redis keeps the contract. */
final class RedisMirrorTest extends WorkbookMirrorContract {

    @Override
    protected Desk create() {
        return new RedisDesk();
    }

    private static final class RedisDesk implements Desk {
        private final TestStreams streams = new TestStreams();
        private final RedisFront front = RedisFront.connect(streams.settings(), Telemetry.NONE);
        private final RedisStreams writer = streams.connect(streams.settings());
        private volatile List<ApiKey> keys = List.of();

        @Override
        public WorkbookMirror mirror() {
            return front.mirror();
        }

        @Override
        public ChangeFeed feed() {
            return front.feed();
        }

        @Override
        public void write(Catalog catalog, URI at) {
            writer.queue().open(Optional.empty());
            writer.advertise(at.toString());
            writer.feed().begin(new Cursor("test", Version.ZERO), new Fixed(catalog, () -> keys));
        }

        @Override
        public void tell(List<ApiKey> told) {
            keys = told;
            writer.feed().keysChanged();
        }

        @Override
        public void publish(List<Change> changes) {
            writer.feed().publish(changes);
        }

        @Override
        public void answer(UpdateId request, Outcome outcome) {
            writer.queue().answer(request, outcome);
        }

        @Override
        public void close() {
            front.close();
            streams.close();
        }
    }

    private record Fixed(Catalog catalog, Supplier<List<ApiKey>> present) implements ChangeFeed.Origin {
        @Override
        public List<ApiKey> keys() {
            return present.get();
        }

        @Override
        public List<Change> after(Version since, int limit) {
            return List.of();
        }
    }
}
