package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Join;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The key {@code ducksheet:catalog}: the sheets, in their order. Rollups name their base, which stands before them. */
final class CatalogCodec {
    private CatalogCodec() {}

    static String encode(Catalog catalog) {
        var all = WireJson.object();
        var sheets = all.putArray("sheets");
        catalog.sheets().forEach(sheet -> sheets.add(sheet(sheet)));
        return WireJson.text(all);
    }

    private static ObjectNode sheet(Sheet sheet) {
        var node = WireJson.object().put("name", sheet.name());
        if (sheet instanceof Table table) {
            return table(table);
        } else if (sheet instanceof Rollup rollup) {
            definition(node.put("kind", "rollup"), rollup.definition());
        } else {
            columns(node.put("kind", "view"), sheet.columns());
        }
        return node;
    }

    static ObjectNode table(Table table) {
        var node = WireJson.object().put("name", table.name()).put("kind", "table");
        columns(node, table.columns());
        var key = node.putArray("key");
        table.key().forEach(key::add);
        return node.put("identity", table.identity().name());
    }

    private static void columns(ObjectNode node, List<Column> columns) {
        var list = node.putArray("columns");
        columns.forEach(column -> list.addObject()
                .put("name", column.name())
                .put("type", column.type().sqlName())
                .put("nullable", column.nullable())
                .put("unique", column.unique())
                .put("opaque", column.type() instanceof ColumnType.Opaque)
                .set("default", WireJson.cell(column.byDefault())));
    }

    /** Writes a rollup's definition into the object that has its name. */
    static void definition(ObjectNode node, RollupDefinition rollup) {
        node.put("base", rollup.base());
        var joins = node.putArray("joins");
        rollup.joins()
                .forEach(join -> joins.addObject()
                        .put("table", join.table())
                        .put("column", join.column())
                        .put("base_column", join.baseColumn()));
        var levels = node.putArray("levels");
        rollup.levels().forEach(level -> source(levels.addObject().put("name", level.name()), level.source()));
        var axes = node.putArray("axes");
        rollup.axes()
                .forEach(axis -> source(
                        axes.addObject()
                                .put("name", axis.name())
                                .put("part", axis.part().name()),
                        axis.source()));
        var measures = node.putArray("measures");
        rollup.measures()
                .forEach(measure -> measures.addObject()
                        .put("name", measure.name())
                        .put("aggregate", measure.aggregate().name())
                        .put("column", measure.column()));
        var sets = node.putArray("grouping_sets");
        rollup.groupingSets().forEach(names -> names.forEach(sets.addArray()::add));
    }

    private static void source(ObjectNode node, ColumnRef source) {
        node.put("table", source.table()).put("column", source.column());
    }

    static Catalog decode(String text) {
        var tables = new LinkedHashMap<String, Table>();
        var sheets = new ArrayList<Sheet>();
        var all = WireJson.list(WireJson.parse("catalog", text), "sheets");
        all.forEach(node -> {
            if (WireJson.text(node, "kind").equals("table")) {
                var table = table(node);
                tables.put(table.name(), table);
            }
        });
        all.forEach(node -> sheets.add(sheet(node, tables)));
        return Catalog.of(sheets);
    }

    static Table table(JsonNode node) {
        var key = WireJson.texts(node, "key");
        var bare = key.isEmpty() ? Table.Identity.ROW_ID : Table.Identity.KEY;
        var identity = Table.Identity.valueOf(WireJson.text(node, "identity", bare.name()));
        return new Table(WireJson.text(node, "name"), columns(node), key, identity);
    }

    private static Sheet sheet(JsonNode node, Map<String, Table> tables) {
        String name = WireJson.text(node, "name");
        return switch (WireJson.text(node, "kind")) {
            case "table" -> Objects.requireNonNull(tables.get(name));
            case "rollup" -> definition(name, node).resolve(tables);
            default -> new DerivedView(name, columns(node));
        };
    }

    static RollupDefinition definition(String name, JsonNode node) {
        var rollup = new RollupDefinition(
                name,
                WireJson.text(node, "base"),
                each(
                        node,
                        "joins",
                        join -> new Join(
                                WireJson.text(join, "table"),
                                WireJson.text(join, "column"),
                                WireJson.text(join, "base_column"))),
                each(node, "levels", level -> new Level(WireJson.text(level, "name"), source(level))),
                each(
                        node,
                        "axes",
                        axis -> new Axis(
                                WireJson.text(axis, "name"),
                                source(axis),
                                Axis.Part.valueOf(WireJson.text(axis, "part")))),
                each(
                        node,
                        "measures",
                        measure -> new Measure(
                                WireJson.text(measure, "name"), aggregate(measure), WireJson.text(measure, "column"))));
        return node.has("grouping_sets") ? rollup.showing(sets(node)) : rollup;
    }

    private static Aggregate aggregate(JsonNode measure) {
        var name = WireJson.text(measure, "aggregate", Aggregate.SUM.name());
        return Aggregate.named(name).orElseThrow(() -> new UndecodableException("\"aggregate\" is unknown: " + name));
    }

    private static List<List<String>> sets(JsonNode node) {
        var sets = new ArrayList<List<String>>();
        WireJson.list(node, "grouping_sets").forEach(set -> sets.add(WireJson.texts("grouping_sets", set)));
        return sets;
    }

    private static ColumnRef source(JsonNode node) {
        return new ColumnRef(WireJson.text(node, "table"), WireJson.text(node, "column"));
    }

    private static List<Column> columns(JsonNode node) {
        return each(
                node,
                "columns",
                column -> new Column(
                        WireJson.text(column, "name"),
                        type(column),
                        column.path("nullable").booleanValue(),
                        column.path("unique").booleanValue(),
                        column.has("default") ? WireJson.cell("default", column.get("default")) : CellValue.none()));
    }

    private static <T> List<T> each(JsonNode node, String member, Function<JsonNode, T> reading) {
        var list = new ArrayList<T>();
        WireJson.list(node, member).forEach(element -> list.add(reading.apply(element)));
        return list;
    }

    private static ColumnType type(JsonNode column) {
        String name = WireJson.text(column, "type");
        if (column.path("opaque").booleanValue()) {
            return new ColumnType.Opaque(name);
        }
        return ColumnType.named(name).orElseThrow(() -> new UndecodableException("\"type\" is unknown: " + name));
    }
}
