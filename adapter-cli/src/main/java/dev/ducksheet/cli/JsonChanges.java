package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.cli.format.JsonCells;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Changes as one JSON object on each line. */
record JsonChanges(PrintWriter out) implements ChangePrinter {
    @Override
    public void print(Change change) {
        try (JsonGenerator json = JsonCells.generator(out)) {
            write(json, change);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private static void write(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", change.version().number());
        json.writeStringField("update_id", change.updateId().toString());
        json.writeStringField("table", change.sheet());
        json.writeStringField("column", change.column());
        json.writeStringField("editor", change.editor());
        json.writeStringField("at", change.at().toString());
        json.writeNumberField("rows", change.rowsChanged());
        OutcomeJson.write(json, change.event());
        json.writeArrayFieldStart("changed");
        for (ChangedRow row : change.rows()) {
            write(json, row);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ChangedRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", row.sheet());
        json.writeStringField("column", row.column());
        json.writeBooleanField("removed", row.gone());
        json.writeObjectFieldStart("row");
        for (int i = 0; i < row.columns().size(); i++) {
            JsonCells.write(json, row.columns().get(i), row.cells().get(i));
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
