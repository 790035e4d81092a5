package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.http.json.Schemas;
import java.io.IOException;
import java.util.Locale;

/** What tables, rollups and views are, in JSON. */
final class SheetDocuments {
    private SheetDocuments() {}

    static void write(JsonGenerator json, Sheet sheet) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", sheet.name());
        json.writeStringField("kind", kind(sheet));
        if (sheet instanceof Table table) {
            Schemas.writeIdentity(json, table);
        }
        if (sheet instanceof Rollup rollup) {
            writeParts(json, rollup);
        }
        Schemas.writeColumns(json, sheet.columns());
        json.writeEndObject();
    }

    private static String kind(Sheet sheet) {
        if (sheet instanceof Table) {
            return "table";
        }
        return sheet instanceof Rollup ? "rollup" : "view";
    }

    private static void writeParts(JsonGenerator json, Rollup rollup) throws IOException {
        json.writeStringField("base", rollup.base().name());
        writeJoins(json, rollup);
        json.writeArrayFieldStart("levels");
        for (var level : rollup.levels()) {
            writePart(json, level.name(), "source", level.source().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("axes");
        for (var axis : rollup.axes()) {
            writePart(json, axis.name(), "source", axis.source().toString());
            json.writeStringField("part", axis.part().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("measures");
        for (var measure : rollup.measures()) {
            writePart(json, measure.name(), "column", measure.column());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeGroupingSets(json, rollup);
    }

    private static void writePart(JsonGenerator json, String name, String of, String source) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField(of, source);
    }

    private static void writeJoins(JsonGenerator json, Rollup rollup) throws IOException {
        json.writeArrayFieldStart("joins");
        for (var join : rollup.joins()) {
            json.writeStartObject();
            json.writeStringField("table", join.table());
            json.writeStringField("column", join.column());
            json.writeStringField("base_column", join.baseColumn());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeGroupingSets(JsonGenerator json, Rollup rollup) throws IOException {
        var names = rollup.levels().stream().map(level -> level.name()).toList();
        json.writeArrayFieldStart("grouping_sets");
        for (var set : rollup.groupingSets()) {
            json.writeStartObject();
            json.writeNumberField("id", set.id());
            Schemas.writeNames(json, "levels", names.subList(0, set.depth()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
