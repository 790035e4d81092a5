package dev.ducksheet.http.openapi;

import static dev.ducksheet.http.openapi.Shape.cell;
import static dev.ducksheet.http.openapi.Shape.flag;
import static dev.ducksheet.http.openapi.Shape.list;
import static dev.ducksheet.http.openapi.Shape.oneOf;
import static dev.ducksheet.http.openapi.Shape.ref;
import static dev.ducksheet.http.openapi.Shape.row;
import static dev.ducksheet.http.openapi.Shape.sent;
import static dev.ducksheet.http.openapi.Shape.text;
import static dev.ducksheet.http.openapi.Shape.types;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;

/** The shapes of bodies that change tables, their rows and rollups. */
final class TableShapes {
    private TableShapes() {}

    static Json.Obj newTable() {
        var shape = sent(
                "A table to be made",
                "name",
                text("Free, also but for small and capital letters", "price"),
                "columns",
                list(ref("NewColumn")),
                "key?",
                list(text("A column that identifies a row, maybe together with others", "id")));
        var example = Tree.object(
                "name",
                "price",
                "columns",
                Tree.array(
                        Tree.object("name", "id", "type", "INTEGER"),
                        Tree.object("name", "amount", "type", "DECIMAL(18,2)", "default", 0)),
                "key",
                Tree.array("id"));
        return Tree.with(shape, "examples", Tree.array(example));
    }

    static Json.Obj newColumn() {
        return sent(
                "A column to be made",
                "name",
                text(),
                "type",
                text("SQL's name", "DECIMAL(18,2)"),
                "nullable?",
                flag("Whether it takes empty cells; it does unless told otherwise"),
                "unique?",
                flag("Whether no two rows may hold the same"),
                "default?",
                cell("What rows get that say nothing of it"));
    }

    static Json.Obj alterTable() {
        var step = sent(
                "A step",
                "op",
                oneOf("add", "rename", "retype", "drop"),
                "column",
                types("A column's name; for add a NewColumn", "note", "string", "object"),
                "to?",
                text("The new name", "remark"),
                "type?",
                text("The new type, which every value must fit", "BIGINT"));
        var shape = sent("What to do to a table, one after the other, all or none", "steps", list(step));
        var rename = Tree.object("op", "rename", "column", "note", "to", "remark");
        return Tree.with(shape, "examples", Tree.array(Tree.object("steps", Tree.array(rename))));
    }

    static Json.Obj newRollup() {
        var source = text("table.column, of the base or a joined table", "product.brand");
        var shape = sent(
                "A rollup to be defined",
                "name",
                text("Free, also but for small and capital letters", "by_brand"),
                "base",
                text("The table whose rows are added up", "sales"),
                "joins?",
                list(sent(
                        "A table to look up in",
                        "table",
                        text(),
                        "column",
                        text("Of that table; no two rows hold the same", "id"),
                        "base_column",
                        text("Of the base, equal to it", "product_id"))),
                "levels",
                list(sent("A level, the coarsest first", "name", text(), "source", source)),
                "axes?",
                list(sent(
                        "What cuts across the levels",
                        "name",
                        text(),
                        "source",
                        source,
                        "part?",
                        Tree.with(oneOf("value", "year", "quarter", "month", "week", "day"), "default", "value"))),
                "measures",
                list(sent("A sum", "name", text(), "column", text("A numeric column of the base", "quantity"))));
        var example = Tree.object(
                "name",
                "by_brand",
                "base",
                "sales",
                "joins",
                Tree.array(Tree.object("table", "product", "column", "product_id", "base_column", "product_id")),
                "levels",
                Tree.array(Tree.object("name", "brand", "source", "product.brand")),
                "axes",
                Tree.array(Tree.object("name", "month", "source", "sales.invoice_date", "part", "month")),
                "measures",
                Tree.array(Tree.object("name", "quantity", "column", "quantity")));
        return Tree.with(shape, "examples", Tree.array(example));
    }

    static Json.Obj newRows() {
        var shape = sent("Rows to come; the array alone is taken too", "rows", list(row("Cells by column")));
        var example = Tree.object("rows", Tree.array(Tree.object("id", 1, "amount", 12.5)));
        return Tree.with(shape, "examples", Tree.array(example));
    }

    static Json.Obj updateRows() {
        var shape = sent(
                "Cells that rows are to take",
                "set",
                row("Cells by column"),
                "condition",
                types(
                        "Which rows: a text in the condition language, or an object of equalities",
                        "id = 1",
                        "string",
                        "object"));
        var example = Tree.object("set", Tree.object("amount", 0), "condition", "id = 1");
        return Tree.with(shape, "examples", Tree.array(example));
    }
}
