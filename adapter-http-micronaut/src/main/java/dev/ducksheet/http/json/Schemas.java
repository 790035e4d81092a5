package dev.ducksheet.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import java.io.IOException;
import java.util.List;

/** Tables and what happened to them, in JSON. */
public final class Schemas {
    private Schemas() {}

    /** Writes what is particular to a table into the object that is open. */
    public static void writeIdentity(JsonGenerator json, Table table) throws IOException {
        writeNames(json, "key", table.key());
        if (table.rowId().isPresent()) {
            json.writeStringField("row_id", Table.ROW_ID.name());
        }
    }

    /** Writes the columns of a sheet as a member of the object that is open. */
    public static void writeColumns(JsonGenerator json, List<Column> columns) throws IOException {
        json.writeArrayFieldStart("columns");
        for (var column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type().sqlName());
            json.writeBooleanField("nullable", column.nullable());
            if (column.unique()) {
                json.writeBooleanField("unique", true);
            }
            if (!column.byDefault().isNull()) {
                json.writeFieldName("default");
                Cells.write(json, column.byDefault());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes a list of names as a member of the object that is open. */
    public static void writeNames(JsonGenerator json, String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (var name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    /** Writes what happened into the object that is open; of an edit of cells the rest of it tells all. */
    public static void write(JsonGenerator json, Event event) throws IOException {
        if (event.isOfCells()) {
            return;
        }
        json.writeStringField("event", event.wireName());
        if (event instanceof Event.RowsInserted rows) {
            json.writeNumberField("inserted", rows.inserted());
            json.writeNumberField("updated", rows.updated());
        } else if (event instanceof Event.RowsUpdated rows) {
            writeNames(json, "columns", rows.columns());
        } else if (event instanceof Event.TableCreated created) {
            write(json, created.table());
        } else if (event instanceof Event.TableAltered altered) {
            write(json, altered.table());
        }
    }

    private static void write(JsonGenerator json, Table table) throws IOException {
        json.writeObjectFieldStart("schema");
        json.writeStringField("name", table.name());
        writeIdentity(json, table);
        writeColumns(json, table.columns());
        json.writeEndObject();
    }
}
