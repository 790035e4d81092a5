package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.port.in.ReadHistory.Answer;
import dev.ducksheet.core.port.in.ReadHistory.Entry;
import dev.ducksheet.core.port.in.ReadHistory.Touched;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Schemas;
import java.io.IOException;
import java.util.Locale;

/** An answer about the history, in JSON: an element for each row that a version touched, or for what it did as a whole. */
final class HistoryDocument {
    private HistoryDocument() {}

    static void write(JsonGenerator json, Answer.Found found) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("history");
        for (var entry : found.entries()) {
            write(json, entry);
        }
        json.writeEndArray();
        json.writeNumberField("oldest_kept", found.oldest().number());
        if (found.next().isPresent()) {
            json.writeStringField(
                    "next_cursor",
                    HistoryCursor.write(found.head(), found.next().get()));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Entry entry) throws IOException {
        var change = entry.change();
        json.writeStartObject();
        json.writeNumberField("version", change.version().number());
        json.writeStringField("update_id", change.updateId().toString());
        json.writeStringField("editor", change.editor());
        json.writeStringField("at", change.at().toString());
        json.writeStringField("edited_table", change.sheet());
        if (!change.column().isEmpty()) {
            json.writeStringField("edited_column", change.column());
        }
        Schemas.write(json, change.event());
        if (entry.touched() instanceof Touched.Row row) {
            write(json, row);
        } else {
            json.writeNumberField("rows", change.rowsChanged());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Touched.Row row) throws IOException {
        json.writeStringField("table", row.table());
        json.writeStringField("kind", row.kind().name().toLowerCase(Locale.ROOT));
        json.writeObjectFieldStart("row");
        for (var cell : row.name().entrySet()) {
            json.writeFieldName(cell.getKey());
            Cells.write(json, cell.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("cells");
        for (var cell : row.cells()) {
            json.writeStartObject();
            json.writeStringField("column", cell.column());
            json.writeFieldName("before");
            Cells.write(json, cell.before());
            json.writeFieldName("after");
            Cells.write(json, cell.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
