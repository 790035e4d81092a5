package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Aggregation.Refresh;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Sum;
import dev.ducksheet.core.model.RollupDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes of tables and rows as the server takes them. */
final class TableJson {
    private TableJson() {}

    static ObjectNode write(TableEdit.Create create) {
        ObjectNode json = Server.json().createObjectNode().put("name", create.table());
        create.columns().forEach(column -> json.withArray("columns").add(column(column)));
        create.key().forEach(name -> json.withArray("key").add(name));
        return json;
    }

    static ObjectNode write(TableEdit.Alter alter) {
        ObjectNode json = Server.json().createObjectNode();
        json.putArray("steps");
        alter.steps().forEach(step -> json.withArray("steps").add(step(step)));
        return json;
    }

    static ObjectNode write(Aggregation aggregation) {
        var rows = aggregation.rows();
        ObjectNode json = Server.json()
                .createObjectNode()
                .put("as", aggregation.name())
                .put("count", rows.count())
                .put("refresh", aggregation.refresh().wireName());
        rows.by().forEach(name -> json.withArray("by").add(name));
        ObjectNode sums = json.putObject("sums");
        rows.sums().forEach(sum -> sums.put(sum.name(), sum.column()));
        return json;
    }

    /** Reads an aggregate as a change tells of it. */
    static Aggregation aggregation(JsonNode json) {
        List<String> by = new ArrayList<>();
        json.path("by").forEach(name -> by.add(name.asText()));
        List<Sum> sums = new ArrayList<>();
        json.path("sums")
                .properties()
                .forEach(sum -> sums.add(new Sum(sum.getKey(), sum.getValue().asText())));
        var rows =
                new Grouped(json.path("source").asText(), by, json.path("count").asText(), sums);
        return new Aggregation(json.path("name").asText(), rows, refresh(json.path("refresh")));
    }

    private static Refresh refresh(JsonNode json) {
        return Refresh.named(json.asText())
                .orElseThrow(() -> new ServerRefusedException("the server told of no refresh: " + json));
    }

    static ObjectNode write(RollupDefinition rollup) {
        ObjectNode json =
                Server.json().createObjectNode().put("name", rollup.name()).put("base", rollup.base());
        rollup.joins()
                .forEach(join -> json.withArray("joins")
                        .addObject()
                        .put("table", join.table())
                        .put("column", join.column())
                        .put("base_column", join.baseColumn()));
        json.putArray("levels");
        rollup.levels()
                .forEach(level -> json.withArray("levels")
                        .addObject()
                        .put("name", level.name())
                        .put("source", level.source().toString()));
        rollup.axes()
                .forEach(axis -> json.withArray("axes")
                        .addObject()
                        .put("name", axis.name())
                        .put("source", axis.source().toString())
                        .put("part", axis.part().wireName()));
        json.putArray("measures");
        rollup.measures()
                .forEach(measure -> json.withArray("measures")
                        .addObject()
                        .put("name", measure.name())
                        .put("column", measure.column())
                        .put("aggregate", measure.aggregate().wireName()));
        json.putArray("grouping_sets");
        rollup.groupingSets()
                .forEach(names -> write(json.withArray("grouping_sets").addObject(), rollup, names));
        return json;
    }

    /** Whatever is no axis is for the server to judge. */
    private static void write(ObjectNode json, RollupDefinition rollup, List<String> names) {
        var axes = rollup.axes().stream().map(Axis::name).toList();
        json.putArray("levels");
        json.putArray("axes");
        names.forEach(
                name -> json.withArray(axes.contains(name) ? "axes" : "levels").add(name));
    }

    private static ObjectNode column(ColumnDefinition column) {
        ObjectNode json = Server.json()
                .createObjectNode()
                .put("name", column.name())
                .put("type", column.type().sqlName())
                .put("nullable", column.nullable())
                .put("unique", column.unique());
        json.set("default", JsonValues.json(column.byDefault()));
        return json;
    }

    private static ObjectNode step(Alteration step) {
        ObjectNode json = Server.json().createObjectNode();
        if (step instanceof Alteration.Add add) {
            json.put("op", "add").set("column", column(add.column()));
        } else if (step instanceof Alteration.Rename rename) {
            json.put("op", "rename").put("column", rename.column()).put("to", rename.to());
        } else if (step instanceof Alteration.Retype retype) {
            json.put("op", "retype")
                    .put("column", retype.column())
                    .put("type", retype.type().sqlName());
        } else if (step instanceof Alteration.Drop drop) {
            json.put("op", "drop").put("column", drop.column());
        }
        return json;
    }

    static ObjectNode rows(List<Map<String, CellValue>> rows) {
        ObjectNode json = Server.json().createObjectNode();
        json.putArray("rows");
        rows.forEach(row -> json.withArray("rows").add(cells(row)));
        return json;
    }

    static ObjectNode cells(Map<String, CellValue> cells) {
        ObjectNode json = Server.json().createObjectNode();
        cells.forEach((name, cell) -> json.set(name, JsonValues.json(cell)));
        return json;
    }
}
