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
import static dev.ducksheet.http.openapi.Shape.whole;

import dev.ducksheet.core.spread.SpreadMethod;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import java.util.Arrays;
import java.util.List;

/** The shapes of bodies, by name. */
final class Shapes {
    private static final String CONDITION = "Which rows, or which node, in the condition language";

    private static final String ROW_ID = "The column that numbers the rows, for who asks for it by name";

    private Shapes() {}

    static Json.Obj all() {
        return Tree.object(
                "UpdateCell", updateCell(),
                "Spread", spread(),
                "Outcome", outcome(),
                "Plan", plan(),
                "Updates", updates(),
                "Change", change(),
                "History", HistoryShapes.history(),
                "View", view(),
                "Result", result(),
                "Column", column(),
                "Schema", schema(),
                "Definition", definition(),
                "NewRollup", TableShapes.newRollup(),
                "Aggregate", TableShapes.aggregate(),
                "NewAggregate", TableShapes.newAggregate(),
                "NewTable", TableShapes.newTable(),
                "NewColumn", TableShapes.newColumn(),
                "AlterTable", TableShapes.alterTable(),
                "NewRows", TableShapes.newRows(),
                "UpdateRows", TableShapes.updateRows(),
                "Table", table(),
                "Tables", object("All that can be viewed", "tables", list(ref("Table"))),
                "Rollups", object("All rollups", "rollups", list(ref("Table"))),
                "NewHold", newHold(),
                "Hold", hold(),
                "Holds", object("All holds", "holds", list(ref("Hold"))),
                "NewKey", KeyShapes.newKey(),
                "KeySecret", KeyShapes.keySecret(),
                "Key", KeyShapes.key(),
                "Keys", KeyShapes.keys(),
                "Job", ImportRoutes.job(),
                "Jobs", ImportRoutes.jobs(),
                "RowCounts", ImportRoutes.rowCounts(),
                "NewWebhook", WebhookShapes.newWebhook(),
                "ChangedWebhook", WebhookShapes.changedWebhook(),
                "WebhookSecret", WebhookShapes.secret(),
                "Webhook", WebhookShapes.webhook(),
                "Webhooks", object("All webhooks, the oldest first", "webhooks", list(ref("Webhook"))),
                "Attempt", WebhookShapes.attempt(),
                "Delivery", WebhookShapes.delivery(),
                "Deliveries", object("Messages, the newest first", "deliveries", list(ref("Delivery"))),
                "Versions", WebhookShapes.versions(),
                "Query", QueryShapes.query(),
                "QueryParameter", QueryShapes.parameter(),
                "NewQuery", QueryShapes.newQuery(),
                "ChangedQuery", QueryShapes.changedQuery(),
                "SavedQuery", QueryShapes.savedQuery(),
                "SavedQueries", object("All saved queries", "queries", list(ref("SavedQuery"))),
                "Welcome", welcome(),
                "Health", object("Whether it works", "status", oneOf("UP", "DOWN")),
                "ProblemType", problemType(),
                "Problem", problem());
    }

    private static Json.Obj column() {
        return object(
                "A column; of a table also what it takes",
                "name",
                text(),
                "type",
                text("SQL's name", "DECIMAL(18,2)"),
                "nullable?",
                flag("Whether it takes empty cells"),
                "unique?",
                flag("Whether no two rows may hold the same"),
                "default?",
                cell("What rows get that say nothing of it"));
    }

    private static Json.Obj schema() {
        return object(
                "A table as it was after a change",
                "name",
                text(),
                "key",
                list(text()),
                "row_id?",
                text(ROW_ID, "_row_id"),
                "columns",
                list(ref("Column")));
    }

    private static Json.Obj definition() {
        return object(
                "A rollup as it was defined",
                "name",
                text(),
                "base",
                text(),
                "joins",
                list(row("table, column, base_column")),
                "levels",
                list(row("name, source")),
                "axes",
                list(row("name, source, part")),
                "measures",
                list(row("name, column, aggregate")),
                "grouping_sets",
                list(groupingSet()));
    }

    private static Json.Obj groupingSet() {
        return object(
                "The levels and axes that rows are shown by",
                "id",
                whole(),
                "levels",
                list(text()),
                "axes",
                list(text()));
    }

    private static Json.Obj updateCell() {
        return sent(
                "One edit of a cell or a total",
                "table",
                text("A table or rollup", "sales_summary_by_product_family"),
                "column",
                text("A column of the table, a measure of the rollup", "quantity"),
                "value",
                cell("What is set, added or multiplied; a numeric string will do for a number"),
                "condition",
                condition(CONDITION),
                "op?",
                Tree.with(oneOf("set", "add", "multiply"), "default", "set"),
                "spread?",
                either(method(), ref("Spread")),
                "expected?",
                cell("What the editor saw; if the cell holds something else, the update is stale"),
                "dry_run?",
                flag("Only tell what would happen"),
                "level?",
                Tree.object("type", Tree.array("integer", "null"), "deprecated", true));
    }

    private static Json.Obj method() {
        return oneOf(
                Arrays.stream(SpreadMethod.values()).map(SpreadMethod::wireName).toArray(String[]::new));
    }

    private static Json.Obj spread() {
        return sent(
                "How a total reaches its leaves",
                "method?",
                method(),
                "over?",
                oneOf("children", "leaves"),
                "weights?",
                text("A numeric column of the leaves", "list_price"),
                "hold?",
                list(condition(CONDITION)));
    }

    private static Json.Obj outcome() {
        return object(
                "What became of a request",
                "status",
                oneOf("pending", "applied", "placed", "lifted", "keys_changed", "webhooks_changed", "refused"),
                "update_id",
                text(),
                "version?",
                whole(),
                "table?",
                text(),
                "column?",
                text(),
                "rows?",
                whole(),
                "event?",
                text("What it was, unless cells were edited", "rows_inserted"),
                "inserted?",
                whole(),
                "updated?",
                whole(),
                "unchanged?",
                whole(),
                "deleted?",
                whole(),
                "undone?",
                whole(),
                "columns?",
                list(text()),
                "schema?",
                either(ref("Schema"), ref("Definition")),
                "aggregate?",
                ref("Aggregate"),
                "query?",
                ref("SavedQuery"),
                "message?",
                text(),
                "hold?",
                either(ref("Hold"), text()),
                "webhook?",
                text("The webhook that came, went or changed", "019b76da-a800-7000-8000-000000000018"),
                "key?",
                text(),
                "problem?",
                ref("Problem"));
    }

    private static Json.Obj plan() {
        var part = object(
                "A node or leaf",
                "label",
                text(),
                "before",
                cell("Before"),
                "after",
                cell("After"),
                "remainder",
                whole());
        return object(
                "What an update would do",
                "status",
                oneOf("planned"),
                "cursor",
                text(),
                "table",
                text(),
                "column",
                text(),
                "rows",
                whole(),
                "before",
                cell("Before"),
                "after",
                cell("After"),
                "parts",
                list(part));
    }

    private static Json.Obj updates() {
        var element = Tree.object(
                "type",
                "object",
                "description",
                "The cells of a row after the change, by column, and what changed them",
                "properties",
                Tree.object("_change", ref("Change")),
                "required",
                List.of("_change"),
                "additionalProperties",
                cell("A cell"));
        return object(
                "What changed",
                "data",
                object("The elements", "updates", list(element)),
                "next",
                text("What to send as since", "e7-41"));
    }

    private static Json.Obj change() {
        return object(
                "What changed a row, or how many rows that are not told one by one",
                "version",
                whole(),
                "update_id",
                text(),
                "table",
                text(),
                "column?",
                text(),
                "editor",
                text(),
                "at",
                text("An instant", "2026-01-01T00:00:00Z"),
                "edited_table?",
                text(),
                "edited_column?",
                text(),
                "removed?",
                flag("Whether the row is gone"),
                "rows?",
                whole(),
                "event?",
                text("What it was, unless cells were edited", "rows_inserted"),
                "inserted?",
                whole(),
                "updated?",
                whole(),
                "unchanged?",
                whole(),
                "deleted?",
                whole(),
                "undone?",
                whole(),
                "columns?",
                list(text()),
                "schema?",
                either(ref("Schema"), ref("Definition")),
                "aggregate?",
                ref("Aggregate"),
                "query?",
                ref("SavedQuery"),
                "rows_omitted?",
                whole());
    }

    private static Json.Obj view() {
        return object(
                "Rows of a table, rollup or view",
                "table",
                text(),
                "version",
                whole(),
                "cursor",
                text("What to follow the changes from", "e7-41"),
                "columns",
                list(ref("Column")),
                "rows",
                list(row("Cells by column")),
                "next_cursor",
                Tree.object("type", Tree.array("string", "null")));
    }

    private static Json.Obj result() {
        return object(
                "Rows of a query",
                "version",
                whole(),
                "cursor",
                text(),
                "columns",
                list(ref("Column")),
                "rows",
                list(row("Cells by column")));
    }

    private static Json.Obj table() {
        return object(
                "A table, rollup or view",
                "name",
                text(),
                "kind",
                oneOf("table", "rollup", "view"),
                "key?",
                list(text()),
                "row_id?",
                text(ROW_ID, "_row_id"),
                "base?",
                text(),
                "joins?",
                list(object("A join", "table", text(), "column", text(), "base_column", text())),
                "levels?",
                list(object("A level", "name", text(), "source", text())),
                "axes?",
                list(object("An axis", "name", text(), "source", text(), "part", text())),
                "measures?",
                list(object("A measure", "name", text(), "column", text(), "aggregate", text())),
                "grouping_sets?",
                list(groupingSet()),
                "columns",
                list(ref("Column")));
    }

    private static Json.Obj newHold() {
        return sent(
                "A lock to be placed",
                "table",
                text("A table or rollup", "sales"),
                "column",
                text("A numeric column, or a measure", "quantity"),
                "condition",
                condition(CONDITION));
    }

    private static Json.Obj hold() {
        return object(
                "A lock on leaves, shared by all users",
                "id",
                text(),
                "table",
                text(),
                "column",
                text(),
                "condition",
                text(),
                "editor",
                text());
    }

    private static Json.Obj welcome() {
        return object(
                "A welcome",
                "message",
                text(),
                "version",
                text(),
                "open",
                flag("Whether anybody may do anything"),
                "links",
                Tree.object("type", "object", "description", "Addresses by name", "additionalProperties", text()));
    }

    private static Json.Obj problemType() {
        return object("A type of problem", "type", text(), "title", text(), "status", whole(), "description", text());
    }

    private static Json.Obj problem() {
        var error = object(
                "One part",
                "pointer",
                text("RFC 6901", "/column"),
                "detail",
                text(),
                "row?",
                whole(),
                "column?",
                text(),
                "value?",
                text());
        var shape = object(
                "What is wrong (RFC 9457); some types have members of their own, such as current or restart",
                "type",
                text("Describes itself", "/problems/unknown-table"),
                "title",
                text(),
                "status",
                whole(),
                "detail",
                text(),
                "errors?",
                list(error));
        return Tree.with(shape, "additionalProperties", true);
    }
}
