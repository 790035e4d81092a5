package dev.ducksheet.cli.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A client of one server. Thread-safe. */
final class Api {
    private static final int PAGE = 1000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI server;

    Api(URI server) {
        this.server = server;
    }

    /** What came back. */
    record Answer(int status, Optional<String> retryAfter, JsonNode body) {
        /** Returns the kind of the problem, such as {@code no-match}. */
        String problem() {
            return body.path("type").asText().replaceFirst("^/problems/", "");
        }
    }

    URI server() {
        return server;
    }

    /** Edits a cell or a total; throws {@link UncheckedIOException} if no answer comes. */
    Answer update(Edit edit, String... headers) {
        return post("/update_cell", edit.json(), headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** Sends a body of JSON; an empty one is none. */
    Answer send(String method, String path, String body, String... headers) {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, publisher);
        return send(request, headers);
    }

    Answer get(String path, String... headers) {
        return send(HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(60)), headers);
    }

    private Answer send(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var body = response.body().isEmpty() ? Json.object() : Json.read(response.body());
            return new Answer(response.statusCode(), response.headers().firstValue("Retry-After"), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows, as they were at a version. */
    record Rows(long version, List<Map<String, CellValue>> rows) {}

    /** Returns the rows of a sheet for which the condition is true; blank for all. */
    List<Map<String, CellValue>> rows(String sheet, String condition) {
        return view(sheet, condition).rows();
    }

    /** Returns the rows of a sheet for which the condition is true, blank for all, and of which version they are. */
    Rows view(String sheet, String condition) {
        var answer = get("/view_table/" + sheet + (condition.isBlank() ? "" : "?filter=" + encode(condition)));
        if (answer.status() != 200) {
            throw new AssertionError(sheet + " where " + condition + ": " + answer);
        }
        var rows = new ArrayList<Map<String, CellValue>>();
        answer.body().path("rows").forEach(row -> rows.add(Json.row(row)));
        return new Rows(answer.body().path("version").asLong(), rows);
    }

    /** Returns one column of all rows of a sheet. */
    List<CellValue> column(String sheet, String column) {
        return rows(sheet, "").stream().map(row -> row.get(column)).toList();
    }

    /** Gives every change after a version to {@code each}, page by page, and returns the newest version. */
    long changesAfter(long version, Consumer<LoggedChange> each) {
        long last = version;
        while (true) {
            var answer = get("/get_updates?since=" + last + "&limit=" + PAGE);
            if (answer.status() != 200) {
                throw new AssertionError("since " + last + ": " + answer);
            }
            LoggedChange.of(answer.body().path("data").path("updates")).forEach(each);
            var next = answer.body().path("next").asText();
            long reached = Long.parseLong(next.substring(next.lastIndexOf('-') + 1));
            if (reached == last) {
                return last;
            }
            last = reached;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
