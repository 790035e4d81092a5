package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ducksheet.core.port.PortUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A running server, as HTTP sees it. Thread-safe. */
final class Server {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int REDIRECT = 307;
    private static final Duration ANSWERING = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECTING)
            .build();
    private final String base;
    private final String key;

    Server(URI url, String key) {
        base = url.toString().replaceAll("/+$", "");
        this.key = key;
    }

    static JsonMapper json() {
        return JSON;
    }

    /** Starts a request to a path, which begins with a slash. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    static HttpRequest.BodyPublisher body(JsonNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    /** Returns the document at a path. */
    JsonNode get(String path) {
        return send(request(path)).document();
    }

    /** Sends a request whose answer is small. */
    Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request.timeout(ANSWERING).build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers(), parse(response.body()));
    }

    /** Sends a request whose answer is read while it comes; who gets it closes it. */
    HttpResponse<InputStream> stream(HttpRequest.Builder request) {
        return exchange(request.build(), BodyHandlers.ofInputStream());
    }

    /** Reads all of an answer that turned out to be a problem. */
    Answer problem(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), response.headers(), parse(text));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
        try {
            HttpResponse<T> response = client.send(request, handler);
            if (response.statusCode() != REDIRECT) {
                return response;
            }
            if (response.body() instanceof InputStream unread) {
                unread.close();
            }
            return client.send(elsewhere(request, response), handler);
        } catch (ConnectException e) {
            throw new PortUnavailableException(
                    "no server answers at " + base + "; start one with 'ducksheet serve', or name another with --url",
                    e);
        } catch (IOException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PortUnavailableException("interrupted while waiting for " + base, e);
        }
    }

    /**
     * Repeats a request where a server without the workbook says, key and all: clients of Java leave it out on the way
     * to another server, but these are servers of one workbook.
     */
    private HttpRequest elsewhere(HttpRequest request, HttpResponse<?> response) throws IOException {
        URI there = response.headers()
                .firstValue("Location")
                .map(request.uri()::resolve)
                .orElseThrow(() -> new IOException("the server answered 307 without a Location"));
        if (request.uri().getScheme().equals("https") && !"https".equals(there.getScheme())) {
            throw new IOException("the server sends on to " + there + ", where the key could be read on its way");
        }
        return HttpRequest.newBuilder(request, (name, value) -> true).uri(there).build();
    }

    /** Returns the exception for a connection that broke. */
    PortUnavailableException broken(IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new PortUnavailableException("the connection to " + base + " broke: " + reason, e);
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
