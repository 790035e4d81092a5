package dev.ducksheet.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client of the live feed, as a browser reads it. */
final class EventStream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private String lastId = "";
    private int comments;

    /** What was dispatched. */
    record Event(String id, String name, String data) {
        long version() {
            return Long.parseLong(id.substring(id.indexOf('-') + 1));
        }
    }

    EventStream(Client client, String path, String... headers) {
        var request = Client.headers(client.to(path).header("Accept", "text/event-stream"), headers);
        try {
            response = client.http().send(request.build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    String lastId() {
        return lastId;
    }

    int comments() {
        return comments;
    }

    /** Returns the next event, or nothing at the end of the stream. */
    Optional<Event> next() {
        for (var block = block(); block.isPresent(); block = block()) {
            var event = dispatch(block.get());
            if (event.isPresent()) {
                return event;
            }
        }
        return Optional.empty();
    }

    List<Event> next(int count) {
        var events = new ArrayList<Event>();
        while (events.size() < count) {
            events.add(next().orElseThrow());
        }
        return events;
    }

    private Optional<Event> dispatch(List<String> block) {
        var name = "message";
        var data = "";
        for (var line : block) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            }
        }
        return data.isEmpty() ? Optional.empty() : Optional.of(new Event(lastId, name, data));
    }

    /** Reads lines up to a blank one. */
    Optional<List<String>> block() {
        var block = new ArrayList<String>();
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    return Optional.of(block);
                }
                note(line);
                block.add(line);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String line) {
        if (line.startsWith(":")) {
            comments++;
        } else if (line.startsWith("id: ")) {
            lastId = line.substring(4);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
