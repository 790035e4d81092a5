package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.RollupDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The field {@code data} of requests that change rows or tables; {@code do} says what is to be done. */
final class TableCodec {
    private static final String DO = "do";
    private static final String IMPORT = "import";
    private static final String TABLE = "table";
    private static final String CONDITION = "condition";
    private static final String AGGREGATE = "aggregate";

    private TableCodec() {}

    static ObjectNode write(RowEdit edit) {
        var data = WireJson.object().put(TABLE, edit.table());
        if (edit instanceof RowEdit.Insert insert) {
            rows(data.put(DO, "insert"), insert.rows());
        } else if (edit instanceof RowEdit.Upsert upsert) {
            rows(data.put(DO, "upsert"), upsert.rows());
        } else if (edit instanceof RowEdit.Update update) {
            data.put(DO, "update").put(CONDITION, update.condition().text()).set("set", cells(update.cells()));
        } else if (edit instanceof RowEdit.Delete delete) {
            data.put(DO, "delete").put(CONDITION, delete.condition().text());
        } else if (edit instanceof RowEdit.DeleteAll all) {
            data.put(DO, "delete_all").put("confirm", all.confirmation());
        } else if (edit instanceof RowEdit.Import rows) {
            data.put(DO, IMPORT).put("job", rows.job().toString());
            write(data.putObject("merging"), rows.merging());
        }
        return data;
    }

    private static void write(ObjectNode data, Merging merging) {
        data.put("mode", merging.mode().wireName())
                .put("ignore_case", merging.ignoresCase())
                .put("refuse", merging.misfits() == Merging.Misfits.REFUSED);
        var key = data.putArray("key");
        merging.key().forEach(key::add);
    }

    private static RowEdit rowsOfFile(String table, JsonNode data) {
        var job = UpdateId.parse(WireJson.text(data, "job"))
                .orElseThrow(() -> new UndecodableException("\"job\" is no id of a job"));
        var merging = data.path("merging");
        var mode = Merging.Mode.named(merging.path("mode").asText())
                .orElseThrow(() -> new UndecodableException("\"mode\" is none of insert, upsert, replace"));
        var key = WireJson.texts(merging, "key");
        if (key.isEmpty() && mode == Merging.Mode.UPSERT) {
            throw new UndecodableException("an upsert needs a key");
        }
        return new RowEdit.Import(
                table,
                job,
                new Merging(
                        mode,
                        key,
                        merging.path("ignore_case").asBoolean(),
                        merging.path("refuse").asBoolean() ? Merging.Misfits.REFUSED : Merging.Misfits.LEFT_OUT));
    }

    private static void rows(ObjectNode data, List<Map<String, CellValue>> rows) {
        var list = data.putArray("rows");
        rows.forEach(row -> list.add(cells(row)));
    }

    private static ObjectNode cells(Map<String, CellValue> cells) {
        var node = WireJson.object();
        cells.forEach((name, cell) -> node.set(name, WireJson.cell(cell)));
        return node;
    }

    static RowEdit rowEdit(JsonNode data) {
        String table = WireJson.text(data, TABLE);
        String what = WireJson.text(data, DO);
        return switch (what) {
            case "insert" -> new RowEdit.Insert(table, each(data, "rows", TableCodec::cells));
            case "upsert" -> new RowEdit.Upsert(table, each(data, "rows", TableCodec::cells));
            case "update" ->
                new RowEdit.Update(table, cells(data.path("set")), WireJson.condition(CONDITION, data.path(CONDITION)));
            case "delete" -> new RowEdit.Delete(table, WireJson.condition(CONDITION, data.path(CONDITION)));
            case "delete_all" -> new RowEdit.DeleteAll(table, WireJson.text(data, "confirm", ""));
            case IMPORT -> rowsOfFile(table, data);
            default ->
                throw new UndecodableException(
                        "\"do\" is '" + what + "'; there are insert, upsert, update, delete, delete_all, import");
        };
    }

    private static Map<String, CellValue> cells(JsonNode node) {
        if (!node.isObject()) {
            throw new UndecodableException("a row must be an object of cells, not " + node);
        }
        var cells = new LinkedHashMap<String, CellValue>();
        node.properties().forEach(cell -> cells.put(cell.getKey(), WireJson.cell(cell.getKey(), cell.getValue())));
        return cells;
    }

    static ObjectNode write(TableEdit edit) {
        var data = WireJson.object().put(TABLE, edit.table());
        if (edit instanceof TableEdit.Create create) {
            var columns = data.put(DO, "create").putArray("columns");
            create.columns().forEach(column -> columns.add(column(column)));
            var key = data.putArray("key");
            create.key().forEach(key::add);
        } else if (edit instanceof TableEdit.Alter alter) {
            var steps = data.put(DO, "alter").putArray("steps");
            alter.steps().forEach(step -> steps.add(step(step)));
        } else if (edit instanceof TableEdit.Aggregate aggregate) {
            data.put(DO, AGGREGATE).set(AGGREGATE, AggregationCodec.write(aggregate.aggregation()));
        } else if (edit instanceof TableEdit.DefineRollup define) {
            CatalogCodec.definition(data.put(DO, "define_rollup"), define.rollup());
        } else if (edit instanceof TableEdit.SaveQuery save) {
            data.put(DO, "save_query")
                    .put("may_replace", save.mayReplace())
                    .set("query", SavedQueryCodec.write(save.query()));
        } else {
            data.put(DO, drop(edit));
        }
        return data;
    }

    private static String drop(TableEdit edit) {
        if (edit instanceof TableEdit.DropQuery) {
            return "drop_query";
        }
        return edit instanceof TableEdit.DropRollup ? "drop_rollup" : "drop";
    }

    private static ObjectNode column(ColumnDefinition column) {
        var node = WireJson.object()
                .put("name", column.name())
                .put("type", column.type().sqlName())
                .put("nullable", column.nullable())
                .put("unique", column.unique());
        node.set("default", WireJson.cell(column.byDefault()));
        return node;
    }

    private static ObjectNode step(Alteration step) {
        var node = WireJson.object();
        if (step instanceof Alteration.Add add) {
            node.put("op", "add").set("column", column(add.column()));
        } else if (step instanceof Alteration.Rename rename) {
            node.put("op", "rename").put("column", rename.column()).put("to", rename.to());
        } else if (step instanceof Alteration.Retype retype) {
            node.put("op", "retype")
                    .put("column", retype.column())
                    .put("type", retype.type().sqlName());
        } else if (step instanceof Alteration.Drop drop) {
            node.put("op", "drop").put("column", drop.column());
        }
        return node;
    }

    static TableEdit tableEdit(JsonNode data) {
        String table = WireJson.text(data, TABLE);
        String what = WireJson.text(data, DO);
        return switch (what) {
            case "create" ->
                new TableEdit.Create(
                        table,
                        each(data, "columns", TableCodec::column),
                        data.has("key") ? WireJson.texts(data, "key") : List.of());
            case "alter" -> new TableEdit.Alter(table, each(data, "steps", TableCodec::step));
            case "drop" -> new TableEdit.Drop(table);
            case AGGREGATE -> new TableEdit.Aggregate(AggregationCodec.read(table, data.path(AGGREGATE)));
            case "define_rollup" -> new TableEdit.DefineRollup(rollup(table, data));
            case "drop_rollup" -> new TableEdit.DropRollup(table);
            case "save_query" ->
                new TableEdit.SaveQuery(
                        SavedQueryCodec.read(data.path("query")),
                        data.path("may_replace").asBoolean(false));
            case "drop_query" -> new TableEdit.DropQuery(table);
            default ->
                throw new UndecodableException("\"do\" is '" + what
                        + "'; there are create, alter, drop, aggregate, define_rollup, drop_rollup, save_query,"
                        + " drop_query");
        };
    }

    private static RollupDefinition rollup(String name, JsonNode data) {
        try {
            return CatalogCodec.definition(name, data);
        } catch (IllegalArgumentException e) { // a name that is none, or no such part of a day
            throw new UndecodableException(String.valueOf(e.getMessage()));
        }
    }

    private static ColumnDefinition column(JsonNode node) {
        return new ColumnDefinition(
                WireJson.text(node, "name"),
                type(node),
                node.path("nullable").asBoolean(true),
                node.path("unique").asBoolean(false),
                node.has("default") ? WireJson.cell("default", node.get("default")) : CellValue.none());
    }

    private static ColumnType type(JsonNode node) {
        String name = WireJson.text(node, "type");
        return ColumnType.named(name)
                .orElseThrow(() -> new UndecodableException("\"type\" is '" + name + "', which is none"));
    }

    private static Alteration step(JsonNode node) {
        String op = WireJson.text(node, "op");
        return switch (op) {
            case "add" -> new Alteration.Add(column(node.path("column")));
            case "rename" -> new Alteration.Rename(WireJson.text(node, "column"), WireJson.text(node, "to"));
            case "retype" -> new Alteration.Retype(WireJson.text(node, "column"), type(node));
            case "drop" -> new Alteration.Drop(WireJson.text(node, "column"));
            default -> throw new UndecodableException("\"op\" is '" + op + "'; there are add, rename, retype, drop");
        };
    }

    private static <T> List<T> each(JsonNode node, String member, Function<JsonNode, T> reading) {
        var list = new ArrayList<T>();
        WireJson.list(node, member).forEach(element -> list.add(reading.apply(element)));
        return list;
    }
}
