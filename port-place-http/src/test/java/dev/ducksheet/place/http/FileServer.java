package dev.ducksheet.place.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server of files on a loopback address: with entity tags and ranges, and what a test wants it to do instead. */
final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Function<HttpExchange, Optional<String>> door = exchange -> Optional.empty();

    /** What it does with the next request, in the place of giving the file. */
    @FunctionalInterface
    interface Behaviour {
        void on(HttpExchange exchange) throws IOException, InterruptedException;
    }

    FileServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Returns the address of a path, with a query that nobody else is to see. */
    String url(String path) {
        return "http://127.0.0.1:" + port() + path + "?token=secret";
    }

    void put(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    void next(Behaviour behaviour) {
        behaviours.add(behaviour);
    }

    /** Has requests answered with 403 for which that function has an objection. */
    void door(Function<HttpExchange, Optional<String>> next) {
        door = next;
    }

    /** Returns the ranges that were asked for, {@code all} for those of none. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                    .orElse("all"));
            var behaviour = behaviours.poll();
            if (behaviour != null) {
                behaviour.on(exchange);
            } else {
                give(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        var file = files.get(exchange.getRequestURI().getRawPath());
        var objection = door.apply(exchange);
        if (objection.isPresent() || file == null) {
            exchange.sendResponseHeaders(objection.isPresent() ? 403 : 404, -1);
            return;
        }
        var tag = "\"" + Arrays.hashCode(file) + "\"";
        exchange.getResponseHeaders().set("ETag", tag);
        var range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null || !tag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
            write(exchange, 200, file);
            return;
        }
        int from = Integer.parseInt(range.substring(6, range.length() - 1));
        if (from >= file.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        write(exchange, 206, Arrays.copyOfRange(file, from, file.length));
    }

    private static void write(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
