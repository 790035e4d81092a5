package dev.ducksheet.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Table;
import java.io.IOException;
import java.util.List;

/** Tables, rollups and what happened to them, in JSON. */
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
        } else if (event instanceof Event.RowsImported rows) {
            json.writeNumberField("inserted", rows.inserted());
            json.writeNumberField("updated", rows.updated());
            json.writeNumberField("unchanged", rows.unchanged());
            json.writeNumberField("deleted", rows.deleted());
        } else if (event instanceof Event.Undone undone) {
            json.writeNumberField("undone", undone.version().number());
        } else if (event instanceof Event.RowsUpdated rows) {
            writeNames(json, "columns", rows.columns());
        } else if (event instanceof Event.TableCreated created) {
            write(json, created.table());
        } else if (event instanceof Event.TableAltered altered) {
            write(json, altered.table());
        } else if (event instanceof Event.TableAggregated aggregated) {
            json.writeObjectFieldStart("aggregate");
            write(json, aggregated.aggregation());
            json.writeEndObject();
        } else if (event instanceof Event.RollupDefined defined) {
            json.writeObjectFieldStart("schema");
            json.writeStringField("name", defined.rollup().name());
            write(json, defined.rollup());
            json.writeEndObject();
        } else if (event instanceof Event.QuerySaved saved) {
            json.writeFieldName("query");
            write(json, saved.query());
        }
    }

    private static void write(JsonGenerator json, Aggregation aggregation) throws IOException {
        var rows = aggregation.rows();
        json.writeStringField("name", aggregation.name());
        json.writeStringField("source", rows.source());
        writeNames(json, "by", rows.by());
        json.writeStringField("count", rows.count());
        json.writeObjectFieldStart("sums");
        for (var sum : rows.sums()) {
            json.writeStringField(sum.name(), sum.column());
        }
        json.writeEndObject();
        json.writeStringField("refresh", aggregation.refresh().wireName());
    }

    /** Writes a saved query as an object. */
    public static void write(JsonGenerator json, SavedQuery query) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", query.name());
        json.writeStringField("sql", query.sql());
        json.writeStringField("description", query.description());
        json.writeArrayFieldStart("parameters");
        for (var parameter : query.parameters()) {
            startPart(json, parameter.name(), "type", parameter.type().sqlName());
            if (parameter.byDefault() instanceof SavedQuery.Default.Value value) {
                json.writeFieldName("default");
                Cells.write(json, value.value());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes a rollup's definition into the object that is open and has its name. */
    public static void write(JsonGenerator json, RollupDefinition rollup) throws IOException {
        json.writeStringField("base", rollup.base());
        json.writeArrayFieldStart("joins");
        for (var join : rollup.joins()) {
            json.writeStartObject();
            json.writeStringField("table", join.table());
            json.writeStringField("column", join.column());
            json.writeStringField("base_column", join.baseColumn());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("levels");
        for (var level : rollup.levels()) {
            startPart(json, level.name(), "source", level.source().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("axes");
        for (var axis : rollup.axes()) {
            startPart(json, axis.name(), "source", axis.source().toString());
            json.writeStringField("part", axis.part().wireName());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("measures");
        for (var measure : rollup.measures()) {
            startPart(json, measure.name(), "column", measure.column());
            json.writeStringField("aggregate", measure.aggregate().wireName());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("grouping_sets");
        for (var set : rollup.resolveGroupingSets()) {
            write(json, rollup, set);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, RollupDefinition rollup, GroupingSet set) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", set.id());
        var levels = rollup.levels().stream().map(Level::name).toList();
        writeNames(json, "levels", levels.subList(0, set.depth()));
        var axes = set.axes().stream().map(place -> rollup.axes().get(place).name());
        writeNames(json, "axes", axes.toList());
        json.writeEndObject();
    }

    private static void startPart(JsonGenerator json, String name, String of, String source) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField(of, source);
    }

    private static void write(JsonGenerator json, Table table) throws IOException {
        json.writeObjectFieldStart("schema");
        json.writeStringField("name", table.name());
        writeIdentity(json, table);
        writeColumns(json, table.columns());
        json.writeEndObject();
    }
}
