package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON of what a version did: its name, then what belongs to it. A table is [name, identity, [key], [columns]], a
 * column [name, type, nullable, unique, default], a rollup the text that {@link RollupJson} writes, an aggregate the one
 * that {@link AggregationJson} does, a saved query the one that {@link QueryJson} does.
 */
final class EventJson {
    private EventJson() {}

    static String write(Event event) {
        return CellJson.text(json -> {
            json.writeStartArray();
            json.writeString(event.wireName());
            if (event instanceof Event.RowsInserted inserted) {
                json.writeNumber(inserted.inserted());
                json.writeNumber(inserted.updated());
            } else if (event instanceof Event.RowsImported imported) {
                json.writeNumber(imported.inserted());
                json.writeNumber(imported.updated());
                json.writeNumber(imported.unchanged());
                json.writeNumber(imported.deleted());
            } else if (event instanceof Event.Undone undone) {
                json.writeNumber(undone.version().number());
            } else if (event instanceof Event.RowsUpdated updated) {
                write(json, updated.columns());
            } else if (event instanceof Event.TableCreated created) {
                write(json, created.table());
            } else if (event instanceof Event.TableAltered altered) {
                write(json, altered.table());
            } else if (event instanceof Event.TableAggregated aggregated) {
                json.writeString(AggregationJson.write(aggregated.aggregation()));
            } else if (event instanceof Event.RollupDefined defined) {
                json.writeString(RollupJson.write(defined.rollup()));
            } else if (event instanceof Event.QuerySaved saved) {
                json.writeString(QueryJson.write(saved.query()));
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, List<String> names) throws IOException {
        json.writeStartArray();
        for (var name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Table table) throws IOException {
        json.writeString(table.name());
        json.writeString(table.identity().name());
        write(json, table.key());
        json.writeStartArray();
        for (var column : table.columns()) {
            json.writeStartArray();
            json.writeString(column.name());
            json.writeString(column.type().sqlName());
            json.writeBoolean(column.nullable());
            json.writeBoolean(column.unique());
            CellJson.write(json, column.byDefault());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    static Event read(String text) {
        return CellJson.read(text, json -> switch (json.nextTextValue()) {
            case "rows_inserted" -> new Event.RowsInserted(json.nextLongValue(0), json.nextLongValue(0));
            case "rows_imported" ->
                new Event.RowsImported(
                        json.nextLongValue(0), json.nextLongValue(0), json.nextLongValue(0), json.nextLongValue(0));
            case "rows_updated" -> new Event.RowsUpdated(names(json));
            case "rows_deleted" -> new Event.RowsDeleted();
            case "undone" -> new Event.Undone(new Version(json.nextLongValue(0)));
            case "table_created" -> new Event.TableCreated(table(json));
            case "table_altered" -> new Event.TableAltered(table(json));
            case "table_aggregated" -> new Event.TableAggregated(AggregationJson.read(json.nextTextValue()));
            case "rollup_defined" -> new Event.RollupDefined(RollupJson.read(json.nextTextValue()));
            case "rollup_dropped" -> new Event.RollupDropped();
            case "query_saved" -> new Event.QuerySaved(QueryJson.read(json.nextTextValue()));
            case "query_dropped" -> new Event.QueryDropped();
            default -> new Event.TableDropped();
        });
    }

    private static List<String> names(JsonParser json) throws IOException {
        CellJson.expect(json, JsonToken.START_ARRAY);
        var names = new ArrayList<String>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            names.add(json.getText());
        }
        return names;
    }

    private static Table table(JsonParser json) throws IOException {
        var name = json.nextTextValue();
        var identity = Table.Identity.valueOf(json.nextTextValue());
        var key = names(json);
        CellJson.expect(json, JsonToken.START_ARRAY);
        var columns = new ArrayList<Column>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            columns.add(column(json));
        }
        return new Table(name, columns, key, identity);
    }

    private static Column column(JsonParser json) throws IOException {
        var name = json.nextTextValue();
        var type = Types.parse(json.nextTextValue());
        boolean nullable = json.nextBooleanValue();
        boolean unique = json.nextBooleanValue();
        json.nextToken();
        CellValue byDefault = CellJson.read(json);
        json.nextToken();
        return new Column(name, type, nullable, unique, byDefault);
    }
}
