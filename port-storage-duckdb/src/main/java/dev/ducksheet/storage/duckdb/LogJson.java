package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The JSON in the update log: the rows of a change, refusals and holds. */
final class LogJson {
    private LogJson() {}

    /** Writes rows; consecutive ones of the same shape share their names: [sheet, column, [names], [cells], gone, …]. */
    static String rows(List<ChangedRow> rows) {
        return CellJson.text(json -> {
            json.writeStartArray();
            for (int from = 0; from < rows.size(); ) {
                int to = from + 1;
                while (to < rows.size() && sameShape(rows.get(from), rows.get(to))) {
                    to++;
                }
                write(json, rows.subList(from, to));
                from = to;
            }
            json.writeEndArray();
        });
    }

    private static boolean sameShape(ChangedRow a, ChangedRow b) {
        return a.sheet().equals(b.sheet())
                && a.column().equals(b.column())
                && a.columns().equals(b.columns());
    }

    private static void write(JsonGenerator json, List<ChangedRow> rows) throws IOException {
        json.writeStartArray();
        json.writeString(rows.get(0).sheet());
        json.writeString(rows.get(0).column());
        json.writeStartArray();
        for (var name : rows.get(0).columns()) {
            json.writeString(name);
        }
        json.writeEndArray();
        for (var row : rows) {
            json.writeStartArray();
            for (var cell : row.cells()) {
                CellJson.write(json, cell);
            }
            json.writeEndArray();
            json.writeBoolean(row.gone());
        }
        json.writeEndArray();
    }

    static List<ChangedRow> rows(String text) {
        return CellJson.read(text, json -> {
            var rows = new ArrayList<ChangedRow>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                readShape(json, rows);
            }
            return rows;
        });
    }

    private static void readShape(JsonParser json, List<ChangedRow> rows) throws IOException {
        var sheet = json.nextTextValue();
        var column = json.nextTextValue();
        CellJson.expect(json, JsonToken.START_ARRAY);
        var names = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            names.add(json.getText());
        }
        var columns = List.copyOf(names);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            var cells = new ArrayList<CellValue>(columns.size());
            while (json.nextToken() != JsonToken.END_ARRAY) {
                cells.add(CellJson.read(json));
            }
            rows.add(new ChangedRow(sheet, column, columns, cells, json.nextBooleanValue()));
        }
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
            return new Refusal(reason, field, detail, facts);
        });
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
