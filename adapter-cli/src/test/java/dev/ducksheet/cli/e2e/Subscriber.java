package dev.ducksheet.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** One connection to the live feed, over a socket of its own. */
final class Subscriber implements AutoCloseable {
    /**
     * So little that a server cannot write to who does not read. Who does read waits for the network too: the sender
     * holds small pieces back, and probes a full window a fifth of a second later.
     */
    private static final int LITTLE_ROOM = 4096;

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final BufferedReader reader;

    private Subscriber(URI server, String lastEventId, OptionalInt room) throws IOException {
        if (room.isPresent()) {
            socket.setReceiveBufferSize(room.getAsInt());
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getByName(server.getHost()), server.getPort()));
        var request = "GET /get_updates HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nAccept: text/event-stream\r\nLast-Event-ID: " + lastEventId + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        var in = new BufferedInputStream(socket.getInputStream());
        requireEventStream(in);
        reader = new BufferedReader(new InputStreamReader(new Chunks(in), StandardCharsets.UTF_8));
    }

    /** An update as it came. */
    record Event(String id, String data) {
        long version() {
            return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
        }
    }

    /** Connects, to go on after a cursor or version. */
    static Subscriber after(URI server, String lastEventId) {
        return connected(server, lastEventId, OptionalInt.empty());
    }

    /** Connects as {@link #after}, with so little room for what was not read yet that the server soon has to wait. */
    static Subscriber withLittleRoom(URI server, String lastEventId) {
        return connected(server, lastEventId, OptionalInt.of(LITTLE_ROOM));
    }

    private static Subscriber connected(URI server, String lastEventId, OptionalInt room) {
        try {
            return new Subscriber(server, lastEventId, room);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireEventStream(InputStream in) throws IOException {
        var head = new ArrayList<String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            head.add(line.toLowerCase(Locale.ROOT));
        }
        assertThat(head).first().asString().contains(" 200 ");
        assertThat(head).contains("transfer-encoding: chunked");
    }

    /** Returns a line without its end; empty at the end of the stream. */
    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Waits for the next update; empty if the server has cut this connection off. */
    Optional<Event> next() {
        try {
            for (var lines = block(); !lines.isEmpty(); lines = block()) {
                var data = field(lines, "data");
                if (data.isPresent()) {
                    return Optional.of(new Event(field(lines, "id").orElseThrow(), data.get()));
                }
            }
            return Optional.empty();
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("nothing came for " + PATIENCE_MILLIS + " ms", e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the lines up to the next blank one; none at the end. A block that is cut off does not count. */
    private List<String> block() throws IOException {
        var lines = new ArrayList<String>();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isEmpty() && !lines.isEmpty()) {
                return lines;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return List.of();
    }

    private static Optional<String> field(List<String> lines, String name) {
        var prefix = name + ": ";
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of a chunked answer. */
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private int left;
        private boolean first = true;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            if (left == 0 && !next()) {
                return -1;
            }
            int count = in.read(bytes, from, Math.min(most, left));
            left -= Math.max(0, count);
            return count;
        }

        /** Goes on to the next chunk, if there is one. */
        private boolean next() throws IOException {
            if (!first) {
                line(in);
            }
            first = false;
            var size = line(in);
            left = size.isEmpty() ? 0 : Integer.parseInt(size, 16);
            return left > 0;
        }
    }
}
