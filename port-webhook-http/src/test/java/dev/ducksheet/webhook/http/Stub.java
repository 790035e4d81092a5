package dev.ducksheet.webhook.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver on a loopback address that does with a connection what a test wants; keeps what it was sent. */
final class Stub implements AutoCloseable {
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What it does when it has read a request. */
    @FunctionalInterface
    interface Behaviour {
        void on(Socket socket) throws IOException, InterruptedException;
    }

    private Stub(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "stub");
        thread.setDaemon(true);
        thread.start();
    }

    static Stub that(Behaviour behaviour) {
        try {
            return new Stub(behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stub answering(String... lines) {
        return that(socket -> write(socket, String.join("\r\n", lines)));
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                var thread = new Thread(() -> serve(socket), "stub-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            requests.add(request(socket));
            behaviour.on(socket);
        } catch (IOException | InterruptedException e) {
            // The other side had enough, and the test looks at what it made of that.
        }
    }

    private static String request(Socket socket) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var in = socket.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.write(next);
            var text = bytes.toString(StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0 && bytes.size() >= end + 4 + length(text)) {
                return text;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int length(String text) {
        for (var line : text.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
