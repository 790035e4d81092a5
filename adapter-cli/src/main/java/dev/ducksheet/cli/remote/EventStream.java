package dev.ducksheet.cli.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Server-sent events (HTML Living Standard, 9.2) from a connection, as far as our server uses them. */
final class EventStream implements AutoCloseable {
    private final BufferedReader lines;

    EventStream(InputStream in) {
        lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** An event; one without data only tells the id to go on from. */
    record Event(String id, String type, String data) {}

    /** Waits for the next event; empty at the end of the connection. An event that is cut off is none. */
    Optional<Event> next() throws IOException {
        String id = "";
        String type = "message";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && (!data.isEmpty() || !id.isEmpty())) {
                return Optional.of(new Event(id, type, data.toString().stripTrailing()));
            }
            String value = line.substring(line.indexOf(':') + 1).stripLeading();
            if (line.startsWith("id:")) {
                id = value;
            } else if (line.startsWith("event:")) {
                type = value;
            } else if (line.startsWith("data:")) {
                data.append(value).append('\n');
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
