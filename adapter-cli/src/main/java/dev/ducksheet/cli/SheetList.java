package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.cli.format.JsonCells;
import dev.ducksheet.cli.format.Style;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sheets with their columns, as they are listed. */
record SheetList(List<Sheet> sheets) {

    void print(PrintWriter out, Style style) {
        for (Sheet sheet : sheets) {
            out.println(style.bold(Style.onOneLine(sheet.name())) + style.faint("  " + kind(sheet)));
            out.println("  " + Style.onOneLine(describe(sheet)));
        }
        if (sheets.isEmpty()) {
            out.println("There are none.");
        }
    }

    private static String describe(Sheet sheet) {
        if (sheet instanceof Rollup rollup) {
            return names(rollup.levels(), Level::name, " > ") + "; by " + names(rollup.axes(), Axis::name, ", ")
                    + "; measures " + names(rollup.measures(), SheetList::describe, ", ") + "; over "
                    + rollup.base().name() + groupingSets(rollup.definition());
        }
        return names(
                sheet.columns(), column -> column.name() + " " + column.type().sqlName(), ", ");
    }

    private static String describe(Measure measure) {
        if (!measure.isEditable()) {
            return measure.name() + " = " + measure.aggregate().wireName() + " of " + measure.column();
        }
        return measure.name().equals(measure.column()) ? measure.name() : measure.name() + " = " + measure.column();
    }

    /** Tells of grouping sets that are not the usual ones. */
    private static String groupingSets(RollupDefinition it) {
        var usual = new RollupDefinition(it.name(), it.base(), it.joins(), it.levels(), it.axes(), it.measures());
        return it.equals(usual)
                ? ""
                : it.groupingSets().stream()
                        .map(set -> "(" + String.join(", ", set) + ")")
                        .collect(Collectors.joining(", ", "; grouping sets ", ""));
    }

    private static <T> String names(List<T> parts, Function<T, String> name, String separator) {
        return parts.isEmpty() ? "nothing" : parts.stream().map(name).collect(Collectors.joining(separator));
    }

    private static String kind(Sheet sheet) {
        return sheet instanceof Table ? "table" : sheet instanceof Rollup ? "rollup" : "view";
    }

    void printJson(PrintWriter out) throws IOException {
        try (JsonGenerator json = JsonCells.generator(out)) {
            json.writeStartArray();
            for (Sheet sheet : sheets) {
                write(json, sheet);
            }
            json.writeEndArray();
        }
        out.println();
    }

    private static void write(JsonGenerator json, Sheet sheet) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", sheet.name());
        json.writeStringField("kind", kind(sheet));
        if (sheet instanceof Table table) {
            writeStrings(json, "key", table.key());
        }
        if (sheet instanceof Rollup rollup) {
            json.writeStringField("base", rollup.base().name());
            writeStrings(
                    json, "levels", rollup.levels().stream().map(Level::name).toList());
            writeStrings(json, "axes", rollup.axes().stream().map(Axis::name).toList());
            writeStrings(
                    json,
                    "measures",
                    rollup.measures().stream().map(Measure::name).toList());
            writeStrings(
                    json,
                    "editable",
                    rollup.measures().stream()
                            .filter(Measure::isEditable)
                            .map(Measure::name)
                            .toList());
        }
        writeColumns(json, sheet.columns());
        json.writeEndObject();
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void writeColumns(JsonGenerator json, List<Column> columns) throws IOException {
        json.writeArrayFieldStart("columns");
        for (Column column : columns) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.type().sqlName());
            json.writeBooleanField("nullable", column.nullable());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
