package dev.ducksheet.http.feed;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.http.json.JsonDocument;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Some consecutive changes as server-sent events; encoded once, whoever reads them. Thread-safe. */
final class Batch {
    private final String epoch;
    private final List<Change> changes;
    private final Map<Optional<String>, Encoded> encoded = new ConcurrentHashMap<>();

    /** @param changes at least one */
    Batch(String epoch, List<Change> changes) {
        this.epoch = epoch;
        this.changes = changes;
    }

    long first() {
        return changes.get(0).version().number();
    }

    long last() {
        return changes.get(changes.size() - 1).version().number();
    }

    Cursor cursor() {
        return new Cursor(epoch, changes.get(changes.size() - 1).version());
    }

    /**
     * Returns the events after a version: of one sheet those that show something of it, of all sheets one for each
     * version, with no elements if it changed no row. The array is shared and never changes.
     */
    byte[] events(long after, Optional<String> sheet) {
        var all = encoded.computeIfAbsent(sheet, this::encode);
        int skipped = (int) Math.max(0, after - first() + 1);
        return skipped == 0 ? all.bytes : Arrays.copyOfRange(all.bytes, all.ends[skipped - 1], all.bytes.length);
    }

    private Encoded encode(Optional<String> sheet) {
        Predicate<String> sheets = name -> sheet.isEmpty() || sheet.get().equals(name);
        var out = new ByteArrayOutputStream();
        var ends = new int[changes.size()];
        for (int i = 0; i < ends.length; i++) {
            var change = changes.get(i);
            if (sheet.isEmpty() || ChangeElements.shows(change, sheets)) {
                out.writeBytes(event(change, sheets));
            }
            ends[i] = out.size();
        }
        return new Encoded(out.toByteArray(), ends);
    }

    private byte[] event(Change change, Predicate<String> sheets) {
        JsonDocument elements = json -> {
            json.writeStartArray();
            new ChangeElements(json, sheets).write(change);
            json.writeEndArray();
        };
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii("id: " + new Cursor(epoch, change.version()) + "\nevent: update\ndata: "));
        out.writeBytes(elements.bytes());
        out.writeBytes(ascii("\n\n"));
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Events one after the other, and where each ends. */
    private static final class Encoded {
        private final byte[] bytes;
        private final int[] ends;

        Encoded(byte[] bytes, int[] ends) {
            this.bytes = bytes;
            this.ends = ends;
        }
    }
}
