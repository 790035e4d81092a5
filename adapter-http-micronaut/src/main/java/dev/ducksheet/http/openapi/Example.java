package dev.ducksheet.http.openapi;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import java.nio.charset.StandardCharsets;

/**
 * A body as it may be, on the demo workbook.
 *
 * @param name unique among the examples of a body
 */
record Example(String name, String summary, Json value) {
    /** Returns an example of a body of JSON. */
    static Example json(String name, String summary, String text) {
        return new Example(name, summary, JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns an example of a body of another type. */
    static Example text(String name, String summary, String text) {
        return new Example(name, summary, new Json.Str(text));
    }
}
