package dev.ducksheet.cli.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Cells in JSON, as the HTTP contract has them: exact numbers in plain notation, days and times as ISO strings. */
public final class JsonCells {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private JsonCells() {}

    /** Returns a generator that writes to {@code out} and leaves it open. */
    public static JsonGenerator generator(Writer out) throws IOException {
        return JSON.createGenerator(out);
    }

    /** Writes a row as an object. */
    public static void writeRow(JsonGenerator json, List<Column> columns, List<CellValue> cells) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            write(json, cells.get(i));
        }
        json.writeEndObject();
    }

    /** Writes a cell as a member. */
    public static void write(JsonGenerator json, String name, CellValue cell) throws IOException {
        json.writeFieldName(name);
        write(json, cell);
    }

    /** Writes a cell. */
    public static void write(JsonGenerator json, CellValue cell) throws IOException {
        if (cell instanceof CellValue.Exact exact) {
            json.writeNumber(exact.number());
        } else if (cell instanceof CellValue.Floating floating && Double.isFinite(floating.number())) {
            json.writeNumber(floating.number());
        } else if (cell instanceof CellValue.Bool bool) {
            json.writeBoolean(bool.value());
        } else if (cell instanceof CellValue.Timestamp timestamp) {
            json.writeString(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp.time()));
        } else if (cell.isNull()) {
            json.writeNull();
        } else {
            json.writeString(cell.display());
        }
    }
}
