package dev.ducksheet.http.openapi;

import static dev.ducksheet.http.openapi.Shape.cell;
import static dev.ducksheet.http.openapi.Shape.either;
import static dev.ducksheet.http.openapi.Shape.list;
import static dev.ducksheet.http.openapi.Shape.object;
import static dev.ducksheet.http.openapi.Shape.ref;
import static dev.ducksheet.http.openapi.Shape.row;
import static dev.ducksheet.http.openapi.Shape.sent;
import static dev.ducksheet.http.openapi.Shape.text;
import static dev.ducksheet.http.openapi.Shape.whole;

import dev.ducksheet.http.json.Json;

/** The shapes of queries. */
final class QueryShapes {
    private static final String SQL = "One SELECT; its parameters are written ?, $1 or $name";

    private QueryShapes() {}

    static Json.Obj query() {
        return sent(
                "One read-only query",
                "sql",
                text(SQL, "SELECT sum(quantity) FROM sales WHERE quantity > ?"),
                "parameters?",
                either(list(cell("A value for a ?, in order")), row("Values by the names of the parameters")),
                "limit?",
                whole("The most rows", 1, 10_000_000, 10_000),
                "timeout?",
                whole("Seconds", 1, 300, 30));
    }

    static Json.Obj parameter() {
        return sent(
                "What is filled in when a query is run",
                "name",
                text("As the query writes it, without $", "since"),
                "type",
                text("SQL's name", "DATE"),
                "default?",
                cell("What it is if nobody says; without it somebody has to"));
    }

    static Json.Obj newQuery() {
        return sent(
                "A query to be saved",
                "name",
                text("Free, also but for small and capital letters", "sold"),
                "sql",
                text(SQL, "SELECT sum(quantity) AS sold FROM sales WHERE invoice_date >= $since"),
                "description?",
                text("For people", "Pieces sold since a day"),
                "parameters?",
                list(ref("QueryParameter")));
    }

    static Json.Obj changedQuery() {
        return sent(
                "A query to be saved under the name in the address",
                "name?",
                text("The same name, if it is told", "sold"),
                "sql",
                text(SQL, "SELECT sum(quantity) AS sold FROM sales"),
                "description?",
                text("For people", "Pieces sold"),
                "parameters?",
                list(ref("QueryParameter")));
    }

    static Json.Obj savedQuery() {
        return object(
                "A saved query",
                "name",
                text(),
                "sql",
                text(),
                "description",
                text(),
                "parameters",
                list(ref("QueryParameter")));
    }
}
