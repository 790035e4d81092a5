package dev.ducksheet.http;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.ColumnDefinition;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.ColumnType.Simple;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import java.util.ArrayList;

/** The bodies that say which tables there shall be. */
final class TableBody {
    private TableBody() {}

    /** Reads what {@code POST /tables} takes. */
    static TableEdit.Create create(Json body) {
        var fields = Fields.of(body);
        var name = fields.requiredText("name");
        if (!fields.has("columns")) {
            fields.wrong("columns", "\"columns\" is missing");
        }
        var columns = fields.objects("columns").stream().map(TableBody::column).toList();
        var key = fields.texts("key");
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new TableEdit.Create(name, columns, key);
    }

    private static ColumnDefinition column(Fields fields) {
        var name = fields.requiredText("name");
        var type = type(fields);
        boolean nullable = !fields.has("nullable") || fields.flag("nullable");
        boolean unique = fields.flag("unique");
        var byDefault = fields.read("default", Cells.EXPECTED, Cells::read).orElse(CellValue.none());
        fields.refuseOthers();
        return new ColumnDefinition(name, type, nullable, unique, byDefault);
    }

    private static ColumnType type(Fields fields) {
        var name = fields.requiredText("type");
        var type = ColumnType.named(name);
        if (type.isEmpty() && !name.isBlank()) {
            fields.wrong(
                    "type",
                    "unknown type \"" + name + "\"; there are TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT,"
                            + " DECIMAL(p,s), DOUBLE, VARCHAR, BOOLEAN, DATE, TIMESTAMP");
        }
        return type.orElse(Simple.TEXT);
    }

    /** Reads what {@code PATCH /tables/{table}} takes. */
    static TableEdit.Alter alter(String table, Json body) {
        var fields = Fields.of(body);
        var steps = new ArrayList<Alteration>();
        if (!fields.has("steps")) {
            fields.wrong("steps", "\"steps\" is missing");
        }
        fields.objects("steps").forEach(step -> steps.add(step(step)));
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new TableEdit.Alter(table, steps);
    }

    private static Alteration step(Fields fields) {
        var op = fields.requiredText("op");
        var step = switch (op) {
            case "add" -> new Alteration.Add(column(fields.inside("column")));
            case "rename" -> new Alteration.Rename(fields.requiredText("column"), fields.requiredText("to"));
            case "retype" -> new Alteration.Retype(fields.requiredText("column"), type(fields));
            default -> drop(fields, op);
        };
        fields.refuseOthers();
        return step;
    }

    private static Alteration drop(Fields fields, String op) {
        if (!op.equals("drop") && !op.isBlank()) {
            fields.wrong("op", "unknown operation \"" + op + "\"; there are add, rename, retype, drop");
        }
        return new Alteration.Drop(fields.requiredText("column"));
    }
}
