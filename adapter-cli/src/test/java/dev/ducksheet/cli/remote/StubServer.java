package dev.ducksheet.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;

/** A server that answers as it was told to, one answer after the other, and remembers what it was asked. */
final class StubServer implements AutoCloseable {
    /** Method, path and query of each request, and the headers that matter. */
    final List<String> asked = new ArrayList<>();

    /** What there is; asking for it takes no answer away and is not remembered. */
    String catalog = "{\"tables\":[]}";

    private final Deque<Answering> answers = new ArrayDeque<>();
    private final HttpServer server;

    StubServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.createContext("/", this::answer);
        server.createContext("/tables", exchange -> write(exchange, 200, catalog));
        server.start();
    }

    @FunctionalInterface
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    StubServer answers(int status, String body, String... headers) {
        return answers(exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            write(exchange, status, body);
        });
    }

    StubServer answers(Answering answer) {
        answers.add(answer);
        return this;
    }

    static void write(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Writes the start of what was announced and closes the connection. */
    static void breakOff(HttpExchange exchange, int announced, String start) throws IOException {
        exchange.sendResponseHeaders(200, announced);
        exchange.getResponseBody().write(start.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        exchange.close();
    }

    static String problem(String slug, String detail) {
        return "{\"type\":\"/problems/" + slug + "\",\"title\":\"t\",\"status\":422,\"detail\":\"" + detail + "\"}";
    }

    private void answer(HttpExchange exchange) {
        try {
            answerNext(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answerNext(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                + (headers.containsKey("Authorization") ? " key " + headers.getFirst("Authorization") : "")
                + (headers.containsKey("Last-event-id") ? " after " + headers.getFirst("Last-event-id") : ""));
        if (answers.isEmpty()) {
            write(exchange, 404, problem("not-found", "nobody told what to answer"));
        } else {
            answers.remove().answer(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
    }
}
