package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.storage.duckdb.LogWords.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** The JSON in the update log: the rows of a change, refusals and holds. */
final class LogJson {
    private static final Base64.Encoder SHORT = Base64.getUrlEncoder().withoutPadding();
    private static final int SHORT_LENGTH = 22;

    private LogJson() {}

    /** Writes an id in 22 characters, base64 of its bits. */
    static String id(UpdateId id) {
        var bits = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits());
        return new String(SHORT.encode(bits.array()), StandardCharsets.ISO_8859_1);
    }

    /** Reads an id; earlier versions wrote it whole. */
    static UpdateId id(String text) {
        if (text.length() > SHORT_LENGTH) {
            return UpdateId.parse(text).orElseThrow();
        }
        var bits = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        return new UpdateId(new UUID(bits.getLong(), bits.getLong()));
    }

    /**
     * Writes rows; consecutive ones of one shape share its number, and {@code true} follows one that is gone: [[shape,
     * [cells], [cells], true, …], …].
     */
    static void write(JsonGenerator json, List<ChangedRow> rows, LogWords words) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (i == 0 || !sameShape(rows.get(i - 1), row)) {
                startShape(json, i > 0, words.number(Shape.of(row)));
            }
            json.writeStartArray();
            for (var cell : row.cells()) {
                CellJson.write(json, cell);
            }
            json.writeEndArray();
            if (row.gone()) {
                json.writeBoolean(true);
            }
        }
        if (!rows.isEmpty()) {
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void startShape(JsonGenerator json, boolean endsAnother, int shape) throws IOException {
        if (endsAnother) {
            json.writeEndArray();
        }
        json.writeStartArray();
        json.writeNumber(shape);
    }

    private static boolean sameShape(ChangedRow a, ChangedRow b) {
        return a.sheet().equals(b.sheet())
                && a.column().equals(b.column())
                && a.columns().equals(b.columns());
    }

    /** Reads rows; the parser is at their start. */
    static List<ChangedRow> rows(JsonParser json, LogWords words) throws IOException {
        var rows = new ArrayList<ChangedRow>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            readShape(json, words, rows);
        }
        return rows;
    }

    private static void readShape(JsonParser json, LogWords words, List<ChangedRow> rows) throws IOException {
        var shape = words.shape(json.nextIntValue(-1));
        json.nextToken();
        while (json.currentToken() != JsonToken.END_ARRAY) {
            var cells = new ArrayList<CellValue>(shape.names().size());
            while (json.nextToken() != JsonToken.END_ARRAY) {
                cells.add(CellJson.read(json));
            }
            json.nextToken();
            boolean gone = json.currentToken() == JsonToken.VALUE_TRUE;
            if (json.currentToken().isBoolean()) { // earlier versions wrote false too
                json.nextToken();
            }
            rows.add(new ChangedRow(shape.sheet(), shape.column(), shape.names(), cells, gone));
        }
    }

    static String names(List<String> names) {
        return CellJson.text(json -> {
            json.writeStartArray();
            for (var name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
        });
    }

    static List<String> names(String text) {
        return CellJson.read(text, json -> {
            var names = new ArrayList<String>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                names.add(json.getText());
            }
            return List.copyOf(names);
        });
    }

    static String refusal(Refusal refusal) {
        return CellJson.text(json -> {
            json.writeStartObject();
            json.writeStringField("reason", refusal.reason().name());
            json.writeStringField("field", refusal.field());
            json.writeStringField("detail", refusal.detail());
            json.writeObjectFieldStart("facts");
            for (var fact : refusal.facts().entrySet()) {
                json.writeFieldName(fact.getKey());
                CellJson.write(json, fact.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("rows");
            for (var error : refusal.rows()) {
                json.writeStartArray();
                json.writeNumber(error.row());
                json.writeString(error.column());
                json.writeString(error.value());
                json.writeString(error.detail());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static Refusal refusal(String text) {
        return CellJson.read(text, json -> {
            var reason = Refusal.Reason.valueOf(field(json));
            var field = field(json);
            var detail = field(json);
            json.nextFieldName();
            CellJson.expect(json, JsonToken.START_OBJECT);
            var facts = new LinkedHashMap<String, CellValue>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                var name = json.currentName();
                json.nextToken();
                facts.put(name, CellJson.read(json));
            }
            return new Refusal(reason, field, detail, facts, rowErrors(json));
        });
    }

    /** Reads what is wrong with rows; refusals of earlier versions have none. */
    private static List<RowError> rowErrors(JsonParser json) throws IOException {
        var errors = new ArrayList<RowError>();
        if (json.nextToken() == JsonToken.FIELD_NAME) {
            CellJson.expect(json, JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                errors.add(new RowError(
                        json.nextIntValue(0), json.nextTextValue(), json.nextTextValue(), json.nextTextValue()));
                json.nextToken();
            }
        }
        return errors;
    }

    static String hold(Hold hold) {
        return CellJson.text(json -> {
            json.writeStartObject();
            json.writeStringField("id", hold.id().toString());
            json.writeStringField("sheet", hold.sheet());
            json.writeStringField("column", hold.column());
            json.writeStringField("condition", hold.condition().text());
            json.writeStringField("editor", hold.editor());
            json.writeEndObject();
        });
    }

    static Hold hold(String text) {
        return CellJson.read(
                text,
                json -> Holds.hold(
                        UpdateId.parse(field(json)).orElseThrow(), field(json), field(json), field(json), field(json)));
    }

    private static String field(JsonParser json) throws IOException {
        json.nextFieldName();
        return json.nextTextValue();
    }
}
