package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.SavedQuery;
import java.io.IOException;
import java.util.ArrayList;

/** The JSON of a saved query: [name, sql, description, [parameters]], a parameter [name, type] or [name, type, default]. */
final class QueryJson {
    private QueryJson() {}

    static String write(SavedQuery query) {
        return CellJson.text(json -> {
            json.writeStartArray();
            json.writeString(query.name());
            json.writeString(query.sql());
            json.writeString(query.description());
            json.writeStartArray();
            for (var parameter : query.parameters()) {
                json.writeStartArray();
                json.writeString(parameter.name());
                json.writeString(parameter.type().sqlName());
                if (parameter.byDefault() instanceof SavedQuery.Default.Value value) {
                    CellJson.write(json, value.value());
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndArray();
        });
    }

    static SavedQuery read(String text) {
        return CellJson.read(text, json -> {
            var name = json.nextTextValue();
            var sql = json.nextTextValue();
            var description = json.nextTextValue();
            CellJson.expect(json, JsonToken.START_ARRAY);
            var parameters = new ArrayList<SavedQuery.Parameter>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                parameters.add(parameter(json));
            }
            return new SavedQuery(name, sql, description, parameters);
        });
    }

    private static SavedQuery.Parameter parameter(JsonParser json) throws IOException {
        var name = json.nextTextValue();
        var type = Types.parse(json.nextTextValue());
        if (json.nextToken() == JsonToken.END_ARRAY) {
            return new SavedQuery.Parameter(name, type, new SavedQuery.Default.None());
        }
        CellValue byDefault = CellJson.read(json);
        json.nextToken();
        return new SavedQuery.Parameter(name, type, new SavedQuery.Default.Value(byDefault));
    }
}
