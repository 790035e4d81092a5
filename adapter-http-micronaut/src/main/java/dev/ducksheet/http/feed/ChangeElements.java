package dev.ducksheet.http.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Schemas;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * Changes as elements in JSON: one for each row shown, and one for what no row shows: rows that are told by their count
 * alone, and what became of a table.
 */
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
        return (isToldAsAWhole(change) && sheets.test(change.sheet()))
                || change.rows().stream().anyMatch(row -> sheets.test(row.sheet()));
    }

    /** What happened to a sheet is more than its rows tell. */
    private static boolean isToldAsAWhole(Change change) {
        return change.rowsOmitted() > 0
                || change.event().isOfSheets()
                || (!change.event().isOfCells() && change.rowsChanged() == 0);
    }

    /** Writes the elements of a change into the array that is open. */
    public void write(Change change) throws IOException {
        for (var row : change.rows()) {
            if (sheets.test(row.sheet())) {
                write(change, row);
            }
        }
        if (isToldAsAWhole(change) && sheets.test(change.sheet())) {
            writeWhole(change);
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
        if (change.event().isOfCells()) {
            json.writeStringField("edited_column", change.column());
        } else {
            json.writeStringField("event", change.event().wireName());
        }
        if (change.event() instanceof Event.Undone undone) {
            json.writeNumberField("undone", undone.version().number());
        }
        if (row.gone()) {
            json.writeBooleanField("removed", true);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeWhole(Change change) throws IOException {
        json.writeStartObject();
        startMark(change, change.sheet(), change.column());
        json.writeNumberField("rows", change.rowsChanged());
        json.writeNumberField("rows_omitted", change.rowsOmitted());
        Schemas.write(json, change.event());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void startMark(Change change, String sheet, String column) throws IOException {
        json.writeObjectFieldStart("_change");
        json.writeNumberField("version", change.version().number());
        json.writeStringField("update_id", change.updateId().toString());
        json.writeStringField("table", sheet);
        if (!column.isEmpty()) {
            json.writeStringField("column", column);
        }
        json.writeStringField("editor", change.editor());
        json.writeStringField("at", change.at().toString());
    }
}
