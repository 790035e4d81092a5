package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.Catalog;
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
import dev.ducksheet.core.port.in.ReadCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The catalogue behind a URL. */
record RemoteCatalog(Server server) implements ReadCatalog {

    @Override
    public Catalog catalog() {
        JsonNode documents = server.get("/tables").path("tables");
        Map<String, Table> tables = new HashMap<>();
        documents.forEach(json -> {
            if (kind(json).equals("table")) {
                tables.put(name(json), readTable(json));
            }
        });
        List<Sheet> sheets = new ArrayList<>();
        documents.forEach(json -> sheets.add(sheet(json, tables)));
        return Catalog.of(sheets);
    }

    /** Reads a table, as it is in the catalogue and as a change tells of it. */
    static Table readTable(JsonNode json) {
        List<String> key = list(json, "key", JsonNode::asText);
        Table.Identity bare = json.has("row_id") ? Table.Identity.ROW_ID : Table.Identity.PLACE;
        return new Table(name(json), columns(json), key, key.isEmpty() ? bare : Table.Identity.KEY);
    }

    boolean isTable(String name) {
        return catalog().sheet(name).filter(Table.class::isInstance).isPresent();
    }

    private static Sheet sheet(JsonNode json, Map<String, Table> tables) {
        return switch (kind(json)) {
            case "table" -> table(name(json), tables);
            case "rollup" -> rollup(json, tables);
            default -> new DerivedView(name(json), columns(json));
        };
    }

    private static Rollup rollup(JsonNode json, Map<String, Table> tables) {
        RollupDefinition it = readDefinition(json);
        return new Rollup(
                it.name(),
                table(it.base(), tables),
                it.joins(),
                it.levels(),
                it.axes(),
                it.measures(),
                it.resolveGroupingSets(),
                columns(json));
    }

    /** Reads a rollup's definition, as it is in the catalogue and as a change tells of it. */
    static RollupDefinition readDefinition(JsonNode json) {
        String base = json.path("base").asText();
        List<Join> joins = list(json, "joins", RemoteCatalog::join);
        List<String> tables = new ArrayList<>(List.of(base));
        joins.forEach(join -> tables.add(join.table()));
        return new RollupDefinition(
                name(json),
                base,
                joins,
                list(json, "levels", level -> new Level(name(level), source(level, tables))),
                list(json, "axes", axis -> new Axis(name(axis), source(axis, tables), part(axis))),
                list(json, "measures", RemoteCatalog::measure),
                list(json, "grouping_sets", RemoteCatalog::names));
    }

    private static Table table(String name, Map<String, Table> tables) {
        Table table = tables.get(name);
        if (table == null) {
            throw new ServerRefusedException("the server told of a rollup over no table: " + name);
        }
        return table;
    }

    private static Join join(JsonNode json) {
        return new Join(
                json.path("table").asText(),
                json.path("column").asText(),
                json.path("base_column").asText());
    }

    private static Axis.Part part(JsonNode json) {
        return Axis.Part.valueOf(json.path("part").asText("value").toUpperCase(Locale.ROOT));
    }

    private static Measure measure(JsonNode json) {
        var aggregate = Aggregate.named(json.path("aggregate").asText())
                .orElseThrow(() -> new ServerRefusedException("the server told of no aggregate: " + json));
        return new Measure(name(json), aggregate, json.path("column").asText());
    }

    /** Reads the levels and axes of a grouping set. */
    private static List<String> names(JsonNode json) {
        var names = new ArrayList<>(list(json, "levels", JsonNode::asText));
        names.addAll(list(json, "axes", JsonNode::asText));
        return names;
    }

    private static ColumnRef source(JsonNode json, List<String> tables) {
        String source = json.path("source").asText();
        return ColumnRef.parse(source, tables)
                .orElseThrow(() -> new ServerRefusedException("the server told of no column: " + source));
    }

    private static List<Column> columns(JsonNode json) {
        return list(json, "columns", RemoteCatalog::column);
    }

    private static Column column(JsonNode json) {
        ColumnType type = Types.named(json.path("type").asText());
        return new Column(
                name(json),
                type,
                json.path("nullable").asBoolean(true),
                json.path("unique").asBoolean(false),
                JsonValues.cell(json.path("default"), type));
    }

    private static String kind(JsonNode json) {
        return json.path("kind").asText();
    }

    private static String name(JsonNode json) {
        return json.path("name").asText();
    }

    private static <T> List<T> list(JsonNode json, String member, Function<JsonNode, T> reader) {
        List<T> list = new ArrayList<>();
        json.path(member).forEach(element -> list.add(reader.apply(element)));
        return list;
    }
}
