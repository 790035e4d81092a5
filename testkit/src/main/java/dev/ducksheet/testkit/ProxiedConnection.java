package dev.ducksheet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection through a {@link TcpProxy}: in each direction one thread reads and one writes. */
final class ProxiedConnection {
    private static final int BUFFER = 64 * 1024;
    private static final int UNDER_WAY = 256;

    private final Socket client;
    private final Socket server;
    private final Weather weather;
    private final Consumer<ProxiedConnection> ended;
    private final AtomicInteger open = new AtomicInteger(2);
    private volatile boolean losing;

    ProxiedConnection(Socket client, Socket server, Weather weather, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.server = server;
        this.weather = weather;
        this.ended = ended;
    }

    /**
     * What is under way.
     *
     * @param bytes none: the end
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Parcel(byte[] bytes, long sentAt) {}

    /** Work that ends with its connection. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    static void start(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        Thread.currentThread().interrupt(); // the connection, or the proxy, has ended
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        forward(client, server);
        forward(server, client);
    }

    private void forward(Socket from, Socket to) throws IOException {
        BlockingQueue<Parcel> underWay = new LinkedBlockingQueue<>(UNDER_WAY);
        var in = from.getInputStream();
        var out = to.getOutputStream();
        start("proxy-read", () -> read(in, underWay));
        start("proxy-write", () -> write(underWay, out, to));
    }

    private static void read(InputStream in, BlockingQueue<Parcel> underWay) throws InterruptedException {
        var buffer = new byte[BUFFER];
        int count;
        do {
            count = readOrEnd(in, buffer);
            underWay.put(new Parcel(Arrays.copyOf(buffer, Math.max(0, count)), System.nanoTime()));
        } while (count > 0);
    }

    private static int readOrEnd(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private void write(BlockingQueue<Parcel> underWay, OutputStream out, Socket to)
            throws IOException, InterruptedException {
        try {
            for (var parcel = underWay.take(); parcel.bytes().length > 0; parcel = underWay.take()) {
                weather.await(parcel.sentAt());
                if (!losing) {
                    out.write(parcel.bytes());
                }
            }
            if (!losing) {
                to.shutdownOutput();
            }
        } finally {
            directionEnded();
        }
    }

    private void directionEnded() throws IOException {
        if (open.decrementAndGet() == 0) {
            client.close();
            server.close();
            ended.accept(this);
        }
    }

    void lose() {
        losing = true;
    }

    void reset() {
        reset(client);
        reset(server);
    }

    /** Ends a connection without a goodbye. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
