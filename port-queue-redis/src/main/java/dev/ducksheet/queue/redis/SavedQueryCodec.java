package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.SavedQuery;
import java.util.ArrayList;

/** A saved query in the requests that save it and in the changes that tell of it. */
final class SavedQueryCodec {
    private static final String DEFAULT = "default";

    private SavedQueryCodec() {}

    static ObjectNode write(SavedQuery query) {
        var node = WireJson.object()
                .put("name", query.name())
                .put("sql", query.sql())
                .put("description", query.description());
        var parameters = node.putArray("parameters");
        for (var parameter : query.parameters()) {
            var each = parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("type", parameter.type().sqlName());
            if (parameter.byDefault() instanceof SavedQuery.Default.Value value) {
                each.set(DEFAULT, WireJson.cell(value.value()));
            }
        }
        return node;
    }

    static SavedQuery read(JsonNode node) {
        var parameters = new ArrayList<SavedQuery.Parameter>();
        WireJson.list(node, "parameters").forEach(parameter -> parameters.add(parameter(parameter)));
        try {
            return new SavedQuery(
                    WireJson.text(node, "name"),
                    WireJson.text(node, "sql"),
                    WireJson.text(node, "description", ""),
                    parameters);
        } catch (IllegalArgumentException e) { // a name that is none, or is there twice
            throw new UndecodableException(String.valueOf(e.getMessage()));
        }
    }

    private static SavedQuery.Parameter parameter(JsonNode node) {
        String name = WireJson.text(node, "name");
        String type = WireJson.text(node, "type");
        SavedQuery.Default byDefault = node.has(DEFAULT)
                ? new SavedQuery.Default.Value(WireJson.cell(DEFAULT, node.get(DEFAULT)))
                : new SavedQuery.Default.None();
        return new SavedQuery.Parameter(
                name,
                ColumnType.named(type)
                        .orElseThrow(() -> new UndecodableException("\"type\" is '" + type + "', which is none")),
                byDefault);
    }
}
