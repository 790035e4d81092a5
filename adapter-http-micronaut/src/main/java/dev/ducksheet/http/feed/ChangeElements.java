package dev.ducksheet.http.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.http.json.Cells;
import java.io.IOException;
import java.util.function.Predicate;

/** Changes as elements in JSON: one for each row shown, and one for the rows that are told by their count alone. */
public final class ChangeElements {
    private final JsonGenerator json;
    private final Predicate<String> sheets;

    /** @param sheets which tables and rollups to show */
    public ChangeElements(JsonGenerator json, Predicate<String> sheets) {
        this.json = json;
        this.sheets = sheets;
    }

    /** Says whether a change has elements of the sheets to show. */
    public static boolean shows(Change change, Predicate<String> sheets) {
        return (change.rowsOmitted() > 0 && sheets.test(change.sheet()))
                || change.rows().stream().anyMatch(row -> sheets.test(row.sheet()));
    }

    /** Writes the elements of a change into the array that is open. */
    public void write(Change change) throws IOException {
        for (var row : change.rows()) {
            if (sheets.test(row.sheet())) {
                write(change, row);
            }
        }
        if (change.rowsOmitted() > 0 && sheets.test(change.sheet())) {
            writeOmitted(change);
        }
    }

    private void write(Change change, ChangedRow row) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < row.columns().size(); i++) {
            json.writeFieldName(row.columns().get(i));
            Cells.write(json, row.cells().get(i));
        }
        startMark(change, row.sheet(), row.column());
        json.writeStringField("edited_table", change.sheet());
        json.writeStringField("edited_column", change.column());
        if (row.gone()) {
            json.writeBooleanField("removed", true);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeOmitted(Change change) throws IOException {
        json.writeStartObject();
        startMark(change, change.sheet(), change.column());
        json.writeNumberField("rows", change.rowsChanged());
        json.writeNumberField("rows_omitted", change.rowsOmitted());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void startMark(Change change, String sheet, String column) throws IOException {
        json.writeObjectFieldStart("_change");
        json.writeNumberField("version", change.version().number());
        json.writeStringField("update_id", change.updateId().toString());
        json.writeStringField("table", sheet);
        json.writeStringField("column", column);
        json.writeStringField("editor", change.editor());
        json.writeStringField("at", change.at().toString());
    }
}
