package dev.ducksheet.http.openapi;

import static dev.ducksheet.http.openapi.Shape.cell;
import static dev.ducksheet.http.openapi.Shape.condition;
import static dev.ducksheet.http.openapi.Shape.either;
import static dev.ducksheet.http.openapi.Shape.flag;
import static dev.ducksheet.http.openapi.Shape.list;
import static dev.ducksheet.http.openapi.Shape.object;
import static dev.ducksheet.http.openapi.Shape.oneOf;
import static dev.ducksheet.http.openapi.Shape.ref;
import static dev.ducksheet.http.openapi.Shape.row;
import static dev.ducksheet.http.openapi.Shape.sent;
import static dev.ducksheet.http.openapi.Shape.text;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;

/** The shapes of bodies that change tables, their rows and rollups. */
final class TableShapes {
    private TableShapes() {}

    static Json.Obj newTable() {
        return sent(
                "A table to be made",
                "name",
                text("Free, also but for small and capital letters", "price"),
                "columns",
                list(ref("NewColumn")),
                "key?",
                list(text("A column that identifies a row, maybe together with others", "id")));
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
                either(text("The column's name", "note"), ref("NewColumn")),
                "to?",
                text("The new name", "remark"),
                "type?",
                text("The new type, which every value must fit", "BIGINT"));
        return sent("What to do to a table, one after the other, all or none", "steps", list(step));
    }

    static Json.Obj newAggregate() {
        return sent(
                "An aggregate to be made, or made anew",
                "by",
                list(text("A column; each combination of cells is a row, and empty cells are the same", "name")),
                "as?",
                text("Its name: free, or that of an aggregate; without it that of the table and _agg", "products_agg"),
                "count?",
                text("The column that counts the rows; without it no_of_ and the table's name", "no_of_products"),
                "sums?",
                either(
                        row("Names of columns, and the numeric column that each is the exact sum of"),
                        list(text("A numeric column, whose sum has its name", "quantity"))),
                "refresh?",
                Tree.with(oneOf("manual", "on_change"), "default", "manual"));
    }

    static Json.Obj aggregate() {
        return object(
                "An aggregate as it was made",
                "name",
                text(),
                "source",
                text("The table whose rows it adds up", "products"),
                "by",
                list(text()),
                "count",
                text(),
                "sums",
                row("Columns by the names of their sums"),
                "refresh",
                oneOf("manual", "on_change"));
    }

    static Json.Obj newRollup() {
        var source = text("table.column, of the base or a joined table", "product.brand");
        return sent(
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
                list(sent(
                        "What is shown of a column; only a sum can be edited",
                        "name",
                        text(),
                        "column",
                        text(
                                "A column of the base: a number for sum and avg, a number or a time for min and max",
                                "quantity"),
                        "aggregate?",
                        Tree.with(oneOf("sum", "count", "min", "max", "avg"), "default", "sum"))),
                "grouping_sets?",
                list(sent(
                        "Rows to show; without any, every prefix of the levels with all axes",
                        "levels?",
                        list(text("The first levels, from the coarsest on", "brand")),
                        "axes?",
                        list(text("An axis; what is not named is added up", "month")))));
    }

    static Json.Obj newRows() {
        var rows = list(row("Cells by column"));
        return either(sent("Rows to come", "rows", rows), rows);
    }

    static Json.Obj updateRows() {
        return sent(
                "Cells that rows are to take",
                "set",
                row("Cells by column"),
                "condition",
                condition("Which rows, in the condition language"));
    }
}
