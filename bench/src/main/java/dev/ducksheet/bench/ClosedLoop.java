package dev.ducksheet.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Keeps many connections busy from one thread: on each one request at a time, kept alive, the next one sent when the
 * answer is there.
 */
final class ClosedLoop implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final Supplier<byte[]> requests;
    private Histogram latencies = new Histogram(3);

    ClosedLoop(int port, int connections, Supplier<byte[]> requests) throws IOException {
        this.requests = requests;
        for (int i = 0; i < connections; i++) {
            new Connection(port).send();
        }
    }

    /** Goes on for a while; returns the latencies of the answers that came, in nanoseconds. */
    Histogram run(Duration duration) throws IOException {
        latencies = new Histogram(3);
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            selector.select(key -> ((Connection) key.attachment()).receive(), left);
        }
        return latencies;
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer received = ByteBuffer.allocate(16 * 1024);
        private long sentAt;

        Connection(int port) throws IOException {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        /** A request is far smaller than the socket's buffer, which is empty, so it goes out at once. */
        void send() throws IOException {
            var request = ByteBuffer.wrap(requests.get());
            sentAt = System.nanoTime();
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        void receive() {
            try {
                if (channel.read(received) < 0) {
                    throw new IOException("the server closed a connection");
                }
                if (Answer.isComplete(received)) {
                    take();
                    send();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void take() {
            latencies.recordValue(System.nanoTime() - sentAt);
            if (!Answer.status(received).equals("200")) {
                throw new IllegalStateException("not 200: " + Answer.text(received, 0, received.position()));
            }
            received.clear();
        }
    }
}
