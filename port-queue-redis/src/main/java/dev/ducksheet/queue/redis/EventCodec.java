package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Version;

/** What a version did, as members of a change or an outcome; an edit of cells has none of them. */
final class EventCodec {
    private EventCodec() {}

    static void write(ObjectNode data, Event event) {
        if (event.isOfCells()) {
            return;
        }
        data.put("event", event.wireName());
        if (event instanceof Event.RowsInserted rows) {
            data.put("inserted", rows.inserted()).put("updated", rows.updated());
        } else if (event instanceof Event.RowsImported rows) {
            data.put("inserted", rows.inserted())
                    .put("updated", rows.updated())
                    .put("unchanged", rows.unchanged())
                    .put("deleted", rows.deleted());
        } else if (event instanceof Event.Undone undone) {
            data.put("undone", undone.version().number());
        } else if (event instanceof Event.RowsUpdated rows) {
            var columns = data.putArray("columns");
            rows.columns().forEach(columns::add);
        } else if (event instanceof Event.TableCreated created) {
            data.set("schema", CatalogCodec.table(created.table()));
        } else if (event instanceof Event.TableAltered altered) {
            data.set("schema", CatalogCodec.table(altered.table()));
        } else if (event instanceof Event.TableAggregated aggregated) {
            var aggregation = aggregated.aggregation();
            data.set("aggregate", AggregationCodec.write(aggregation).put("name", aggregation.name()));
        } else if (event instanceof Event.RollupDefined defined) {
            var schema = data.putObject("schema").put("name", defined.rollup().name());
            CatalogCodec.definition(schema, defined.rollup());
        } else if (event instanceof Event.QuerySaved saved) {
            data.set("query", SavedQueryCodec.write(saved.query()));
        }
    }

    static Event read(JsonNode data) {
        String name = WireJson.text(data, "event", Event.cells().wireName());
        return switch (name) {
            case "cells_updated" -> Event.cells();
            case "rows_inserted" ->
                new Event.RowsInserted(WireJson.number(data, "inserted"), WireJson.number(data, "updated"));
            case "rows_imported" ->
                new Event.RowsImported(
                        WireJson.number(data, "inserted"),
                        WireJson.number(data, "updated"),
                        WireJson.number(data, "unchanged"),
                        WireJson.number(data, "deleted"));
            case "rows_updated" -> new Event.RowsUpdated(WireJson.texts(data, "columns"));
            case "rows_deleted" -> new Event.RowsDeleted();
            case "undone" -> new Event.Undone(new Version(WireJson.number(data, "undone")));
            case "table_created" -> new Event.TableCreated(CatalogCodec.table(data.path("schema")));
            case "table_altered" -> new Event.TableAltered(CatalogCodec.table(data.path("schema")));
            case "table_dropped" -> new Event.TableDropped();
            case "table_aggregated" -> new Event.TableAggregated(aggregation(data.path("aggregate")));
            case "rollup_defined" -> new Event.RollupDefined(rollup(data.path("schema")));
            case "rollup_dropped" -> new Event.RollupDropped();
            case "query_saved" -> new Event.QuerySaved(SavedQueryCodec.read(data.path("query")));
            case "query_dropped" -> new Event.QueryDropped();
            default -> throw new UndecodableException("\"event\" is unknown: " + name);
        };
    }

    private static Aggregation aggregation(JsonNode aggregate) {
        return AggregationCodec.read(WireJson.text(aggregate, "name"), aggregate);
    }

    private static RollupDefinition rollup(JsonNode schema) {
        return CatalogCodec.definition(WireJson.text(schema, "name"), schema);
    }
}
