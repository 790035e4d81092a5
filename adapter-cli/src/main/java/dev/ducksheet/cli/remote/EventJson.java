package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.model.Version;
import java.util.ArrayList;
import java.util.List;

/** What a version did, as outcomes and changes tell it. */
final class EventJson {
    private EventJson() {}

    /** Reads it from the object that has it among its members; rows are counted elsewhere if they are told one by one. */
    static Event read(JsonNode json) {
        return switch (json.path("event").asText()) {
            case "rows_inserted" ->
                new Event.RowsInserted(
                        json.path("inserted").asLong(), json.path("updated").asLong());
            case "rows_imported" ->
                new Event.RowsImported(
                        json.path("inserted").asLong(),
                        json.path("updated").asLong(),
                        json.path("unchanged").asLong(),
                        json.path("deleted").asLong());
            case "rows_updated" -> new Event.RowsUpdated(columns(json));
            case "rows_deleted" -> new Event.RowsDeleted();
            case "undone" -> new Event.Undone(new Version(json.path("undone").asLong()));
            case "table_created" -> new Event.TableCreated(RemoteCatalog.readTable(json.path("schema")));
            case "table_altered" -> new Event.TableAltered(RemoteCatalog.readTable(json.path("schema")));
            case "table_dropped" -> new Event.TableDropped();
            case "table_aggregated" -> new Event.TableAggregated(TableJson.aggregation(json.path("aggregate")));
            case "rollup_defined" -> new Event.RollupDefined(RemoteCatalog.readDefinition(json.path("schema")));
            case "rollup_dropped" -> new Event.RollupDropped();
            case "query_saved" -> new Event.QuerySaved(RemoteQueries.read(json.path("query")));
            case "query_dropped" -> new Event.QueryDropped();
            default -> Event.cells();
        };
    }

    private static List<String> columns(JsonNode json) {
        List<String> columns = new ArrayList<>();
        json.path("columns").forEach(column -> columns.add(column.asText()));
        return columns;
    }
}
