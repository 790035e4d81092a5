package dev.ducksheet.testkit;

import dev.ducksheet.core.imports.Source;
import dev.ducksheet.core.port.Cancellation;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.FilePlace;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The twin of a place: files in memory, and what befalls who fetches them, as it is told. Thread-safe. */
public final class TwinPlace implements FilePlace {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final List<Long> offsets = new CopyOnWriteArrayList<>();
    private volatile boolean goesOn = true;
    private volatile boolean closed;

    /** What befalls who opens a file next. */
    public sealed interface Event {
        /** The place is away. */
        record Away() implements Event {}

        /** It breaks off behind so many bytes of the file. */
        record Breaks(int behind) implements Event {}

        /** Nothing comes behind so many bytes of the file, until it is cancelled. */
        record Hangs(int behind, CountDownLatch hanging) implements Event {}
    }

    /** Puts a file there, in the place of what was there before. */
    public void put(Source source, byte[] bytes) {
        files.put(source.key(), bytes.clone());
    }

    /** Has something befall the next who opens a file; those after him what is told then. */
    public void next(Event event) {
        events.add(event);
    }

    /** Says whether files are given from within too, which they are at first. */
    public void goesOn(boolean does) {
        goesOn = does;
    }

    /** Returns from where files were opened. */
    public List<Long> offsets() {
        return List.copyOf(offsets);
    }

    /** Says whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("https");
    }

    @Override
    public Optional<String> objection(Source source) {
        return source.host().startsWith("10.")
                ? Optional.of(source.host() + " is private, and nothing is fetched from there")
                : Optional.empty();
    }

    @Override
    public Found open(Source source, long offset, Optional<String> mark, Cancellation cancellation) {
        var event = Optional.ofNullable(events.poll());
        if (event.isPresent() && event.get() instanceof Event.Away) {
            throw new PortUnavailableException(source.host() + " is away");
        }
        var file = files.get(source.key());
        if (file == null) {
            return new Found.Refused(source.shown() + " is not there; put it there, and retry the job");
        }
        var present = Optional.of("mark of " + Arrays.hashCode(file));
        boolean same = goesOn && offset <= file.length && mark.equals(present);
        int from = same ? Math.toIntExact(offset) : 0;
        offsets.add((long) from);
        return new Found.Opened(
                new Bytes(file, from, event, cancellation), from, OptionalLong.of(file.length), present);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The rest of a file, as far as it comes. */
    private static final class Bytes extends InputStream {
        private final byte[] bytes;
        private final Optional<Event> event;
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private int at;

        Bytes(byte[] bytes, int from, Optional<Event> event, Cancellation cancellation) {
            this.bytes = bytes;
            this.at = from;
            this.event = event;
            cancellation.onCancel(cancelled::countDown);
        }

        @Override
        public int read() throws IOException {
            if (cancelled.getCount() == 0) {
                throw new IOException("cancelled");
            }
            if (event.isPresent() && event.get() instanceof Event.Breaks breaks && at >= breaks.behind()) {
                throw new IOException("the connection broke");
            }
            if (event.isPresent() && event.get() instanceof Event.Hangs hangs && at >= hangs.behind()) {
                hangs.hanging().countDown();
                Await.opened(cancelled);
                throw new IOException("cancelled");
            }
            return at < bytes.length ? bytes[at++] & 0xff : -1;
        }

        /** What comes before the end or a fault is not held back by it. */
        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int first = read();
            if (first < 0) {
                return -1;
            }
            into[from] = (byte) first;
            return 1;
        }
    }
}
