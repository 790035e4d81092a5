package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.RollupDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON of a rollup's definition: [name, base, [joins], [levels], [axes], [measures], [grouping sets]], each part a
 * list of strings. An older one has measures without an aggregate, which are sums, and no grouping sets.
 */
final class RollupJson {
    private RollupJson() {}

    static String write(RollupDefinition rollup) {
        return CellJson.text(json -> {
            json.writeStartArray();
            json.writeString(rollup.name());
            json.writeString(rollup.base());
            writeAll(
                    json,
                    rollup.joins().stream()
                            .map(join -> List.of(join.table(), join.column(), join.baseColumn()))
                            .toList());
            writeAll(
                    json,
                    rollup.levels().stream()
                            .map(level -> List.of(
                                    level.name(),
                                    level.source().table(),
                                    level.source().column()))
                            .toList());
            writeAll(
                    json,
                    rollup.axes().stream()
                            .map(axis -> List.of(
                                    axis.name(),
                                    axis.source().table(),
                                    axis.source().column(),
                                    axis.part().name()))
                            .toList());
            writeAll(
                    json,
                    rollup.measures().stream()
                            .map(measure -> List.of(
                                    measure.name(),
                                    measure.column(),
                                    measure.aggregate().name()))
                            .toList());
            writeAll(json, rollup.groupingSets());
            json.writeEndArray();
        });
    }

    private static void writeAll(JsonGenerator json, List<List<String>> parts) throws IOException {
        json.writeStartArray();
        for (var part : parts) {
            json.writeStartArray();
            for (var text : part) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    static RollupDefinition read(String text) {
        return CellJson.read(text, json -> {
            var name = json.nextTextValue();
            var base = json.nextTextValue();
            var joins = readAll(json);
            var levels = readAll(json);
            var axes = readAll(json);
            var measures = readAll(json);
            var sets = json.nextToken() == JsonToken.START_ARRAY ? readLists(json) : List.<List<String>>of();
            var rollup = new RollupDefinition(
                    name,
                    base,
                    joins.stream()
                            .map(it -> new Join(it.get(0), it.get(1), it.get(2)))
                            .toList(),
                    levels.stream()
                            .map(it -> new Level(it.get(0), new ColumnRef(it.get(1), it.get(2))))
                            .toList(),
                    axes.stream()
                            .map(it -> new Axis(
                                    it.get(0), new ColumnRef(it.get(1), it.get(2)), Axis.Part.valueOf(it.get(3))))
                            .toList(),
                    measures.stream().map(RollupJson::measure).toList());
            return sets.isEmpty() ? rollup : rollup.showing(sets);
        });
    }

    private static Measure measure(List<String> parts) {
        var aggregate = parts.size() > 2 ? Aggregate.valueOf(parts.get(2)) : Aggregate.SUM;
        return new Measure(parts.get(0), aggregate, parts.get(1));
    }

    private static List<List<String>> readAll(JsonParser json) throws IOException {
        CellJson.expect(json, JsonToken.START_ARRAY);
        return readLists(json);
    }

    private static List<List<String>> readLists(JsonParser json) throws IOException {
        var parts = new ArrayList<List<String>>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            var part = new ArrayList<String>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                part.add(json.getText());
            }
            parts.add(part);
        }
        return parts;
    }
}
