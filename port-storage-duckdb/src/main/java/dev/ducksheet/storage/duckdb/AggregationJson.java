package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON of an aggregate: [name, source, [by], count, [[sum, column], …], refresh]. */
final class AggregationJson {
    private AggregationJson() {}

    static String write(Aggregation aggregation) {
        var rows = aggregation.rows();
        return CellJson.text(json -> {
            json.writeStartArray();
            json.writeString(aggregation.name());
            json.writeString(rows.source());
            write(json, rows.by());
            json.writeString(rows.count());
            json.writeStartArray();
            for (var sum : rows.sums()) {
                write(json, List.of(sum.name(), sum.column()));
            }
            json.writeEndArray();
            json.writeString(aggregation.refresh().name());
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, List<String> texts) throws IOException {
        json.writeStartArray();
        for (var text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static Aggregation read(String text) {
        return CellJson.read(text, json -> {
            var name = json.nextTextValue();
            var source = json.nextTextValue();
            CellJson.expect(json, JsonToken.START_ARRAY);
            var by = texts(json);
            var count = json.nextTextValue();
            CellJson.expect(json, JsonToken.START_ARRAY);
            var sums = new ArrayList<Sum>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                var sum = texts(json);
                sums.add(new Sum(sum.get(0), sum.get(1)));
            }
            var refresh = Aggregation.Refresh.valueOf(json.nextTextValue());
            return new Aggregation(name, new Grouped(source, by, count, sums), refresh);
        });
    }

    /** Reads the rest of an array. */
    private static List<String> texts(JsonParser json) throws IOException {
        var texts = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(json.getText());
        }
        return texts;
    }
}
