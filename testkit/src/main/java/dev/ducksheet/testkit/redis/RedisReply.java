package dev.ducksheet.testkit.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** One conversation with Redis in its own protocol (RESP 2), for what a test wants to see or do behind the back. */
final class RedisReply implements AutoCloseable {
    private static final int TIMEOUT = 5_000;

    private final Socket socket;
    private final InputStream in;

    private RedisReply(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Connects, and says who it is if {@code login}, a password or a user and a password, is not empty. */
    static RedisReply connect(SocketFactory sockets, InetSocketAddress address, List<String> login) throws IOException {
        var socket = sockets.createSocket();
        try {
            socket.setSoTimeout(TIMEOUT);
            socket.connect(address, TIMEOUT);
            var client = new RedisReply(socket);
            if (!login.isEmpty()) {
                var words = new ArrayList<>(List.of("AUTH"));
                words.addAll(login);
                var unused = client.send(words.toArray(String[]::new));
            }
            return client;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Nullable
    Object send(String... words) throws IOException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
        for (var word : words) {
            var bytes = word.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.writeBytes(bytes);
            out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.writeTo(socket.getOutputStream());
        return read();
    }

    private @Nullable Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            case '-' -> throw new ErrorReplyException(rest);
            default -> throw new IOException("no reply of Redis: " + line);
        };
    }

    private @Nullable String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        var bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private @Nullable Object list(int size) throws IOException {
        if (size < 0) {
            return null;
        }
        var all = new ArrayList<@Nullable Object>();
        for (int i = 0; i < size; i++) {
            all.add(read());
        }
        return all;
    }

    private String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\r') {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            bytes.write(next);
            next = in.read();
        }
        in.skipNBytes(1);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Says that Redis refused a command. */
    static final class ErrorReplyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ErrorReplyException(String message) {
            super(message);
        }
    }
}
