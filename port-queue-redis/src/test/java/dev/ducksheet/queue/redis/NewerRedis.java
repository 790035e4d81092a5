package dev.ducksheet.queue.redis;

import dev.ducksheet.testkit.redis.RealRedis;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before an older Redis and knows {@code WAITAOF}: it lets the server behind it answer in its place, as the test
 * wants it, so that all answers keep their order. The disk is the test's to play.
 */
final class NewerRedis implements AutoCloseable {
    private final RealRedis behind;
    private final ServerSocket door;
    private final AtomicInteger waits = new AtomicInteger();
    private volatile CountDownLatch disk = new CountDownLatch(0);
    private volatile String answer = "return {1,0}";

    NewerRedis(RealRedis behind) {
        this.behind = behind;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::welcome);
    }

    RedisSettings settings() {
        return RedisSettings.of(RedisAddress.parse("redis://127.0.0.1:" + door.getLocalPort()));
    }

    /** Lets the next waits take until the disk is let go on. */
    void holdDisk() {
        disk = new CountDownLatch(1);
    }

    void letDiskGoOn() {
        disk.countDown();
    }

    /** Has every wait end with these numbers of disks. */
    void answer(int local, int replicas) {
        answer = "return {" + local + "," + replicas + "}";
    }

    /** Returns how many waits there were. */
    int waits() {
        return waits.get();
    }

    private void welcome() throws IOException {
        while (true) {
            var client = door.accept();
            var server = new Socket(InetAddress.getLoopbackAddress(), behind.port());
            start(() -> forward(client, server));
            start(() -> {
                server.getInputStream().transferTo(client.getOutputStream());
                client.close();
            });
        }
    }

    private void forward(Socket client, Socket server) throws IOException, InterruptedException {
        var in = new BufferedInputStream(client.getInputStream());
        try (server) {
            while (true) {
                var command = command(in);
                if (command.get(0).equals("WAITAOF")) {
                    waits.incrementAndGet();
                    disk.await();
                    command = List.of("EVAL", answer, "0");
                }
                server.getOutputStream().write(encoded(command));
            }
        }
    }

    private static List<String> command(InputStream in) throws IOException {
        int words = Integer.parseInt(line(in).substring(1));
        var command = new ArrayList<String>();
        for (int i = 0; i < words; i++) {
            int length = Integer.parseInt(line(in).substring(1));
            command.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
            line(in);
        }
        return command;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client is gone");
            }
            line.write(next);
        }
        in.skipNBytes(1);
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] encoded(List<String> command) {
        var text = new StringBuilder("*" + command.size() + "\r\n");
        command.forEach(word -> text.append('$')
                .append(word.length())
                .append("\r\n")
                .append(word)
                .append("\r\n"));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        Thread.currentThread().interrupt(); // one side is gone, and so is this thread
                    }
                },
                "newer-redis");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
