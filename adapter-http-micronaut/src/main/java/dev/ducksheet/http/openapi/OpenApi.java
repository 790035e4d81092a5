package dev.ducksheet.http.openapi;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document of all routes, in OpenAPI 3.1. */
public final class OpenApi {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String EDITOR = "Ducksheet-Editor";
    private static final String WHO = "Who edits";
    private static final String PREFER = "Prefer";
    private static final String HOW_LONG = "respond-async, or wait=N seconds (RFC 7240)";

    private OpenApi() {}

    /** Returns the document. */
    public static Json.Obj document(String version) {
        Map<String, Object> paths = new LinkedHashMap<>();
        for (var route : routes()) {
            var operations = (Json.Obj) paths.getOrDefault(route.path(), Tree.object());
            paths.put(route.path(), Tree.with(operations, route.method(), route.document()));
        }
        return Tree.object(
                "openapi",
                "3.1.0",
                "info",
                Tree.object(
                        "title",
                        "Ducksheet",
                        "version",
                        version,
                        "description",
                        "A real-time shared-spreadsheet backend on DuckDB.",
                        "license",
                        Tree.object("name", "Apache-2.0", "identifier", "Apache-2.0")),
                "paths",
                paths,
                "components",
                Tree.object("schemas", Shapes.all()));
    }

    private static List<Route> routes() {
        return List.of(
                updateCell(),
                Route.get("/updates/{id}", "Tells what became of a request").answer(200, "The status", "Outcome"),
                getUpdates(),
                viewTable(),
                Route.get("/tables", "Lists tables, rollups and views").answer(200, "All", "Tables"),
                Route.get("/tables/{table}", "Describes a table, rollup or view")
                        .answer(200, "It", "Table"),
                written(Route.post("/tables", "Creates a table", "NewTable"))
                        .answer(201, "Created; the header Location says where it is", "Outcome"),
                written(Route.patch("/tables/{table}", "Adds, renames, retypes, drops columns", "AlterTable"))
                        .answer(200, "Altered", "Outcome"),
                written(Route.delete("/tables/{table}", "Drops a table")).answer(200, "Dropped", "Outcome"),
                written(Route.post(
                                "/tables/{table}/rows", "Inserts rows, or upserts them by key", "NewRows", CSV, NDJSON))
                        .query("mode", "upsert changes the rows whose key is there", Shape.oneOf("insert", "upsert"))
                        .answer(200, "Done, all of it", "Outcome"),
                written(Route.patch("/tables/{table}/rows", "Updates the rows that match", "UpdateRows"))
                        .answer(200, "Done", "Outcome"),
                written(Route.delete("/tables/{table}/rows", "Deletes the rows that match, or all"))
                        .query("condition", "Which rows", Shape.text())
                        .query("confirm", "The table's name, to delete all its rows", Shape.text())
                        .answer(200, "Done", "Outcome"),
                Route.get("/rollups", "Lists the rollups").answer(200, "All", "Rollups"),
                Route.get("/rollups/{rollup}", "Describes a rollup").answer(200, "It", "Table"),
                written(Route.post("/rollups", "Defines a rollup", "NewRollup"))
                        .answer(201, "Defined; the header Location says where it is", "Outcome"),
                written(Route.delete("/rollups/{rollup}", "Drops a rollup")).answer(200, "Dropped", "Outcome"),
                Route.get("/holds", "Lists the holds").answer(200, "All", "Holds"),
                placeHold(),
                Route.delete("/holds/{id}", "Lifts a hold")
                        .header(EDITOR, WHO)
                        .header(PREFER, HOW_LONG)
                        .answer(202, "Queued", "Outcome")
                        .answer(204, "Lifted"),
                Route.post("/query", "Runs a read-only query", "Query")
                        .query("format", "Instead of the header Accept", Shape.oneOf("json", "csv", "ndjson"))
                        .answer(200, "The rows", "Result", CSV, NDJSON),
                Route.get("/", "Welcomes").answer(200, "A welcome", "Welcome"),
                Route.get("/health/liveness", "Says that the server runs").answer(200, "It does", "Health"),
                Route.get("/health/readiness", "Says whether the workbook answers")
                        .answer(200, "It does", "Health")
                        .answer(503, "It does not", "Health"),
                Route.get("/metrics", "Shows what is measured, to a Prometheus").answer(200, "It, as text/plain"),
                Route.get("/problems/{slug}", "Describes a type of problem").answer(200, "It", "ProblemType"),
                Route.get("/openapi", "Gives this document")
                        .query("format", "Instead of the header Accept", Shape.oneOf("json", "yaml"))
                        .answer(200, "This"));
    }

    private static Route updateCell() {
        return written(Route.post("/update_cell", "Edits a cell or a total", "UpdateCell"))
                .answer(200, "Applied; for a dry run a Plan", "Outcome");
    }

    /** What every edit takes and may answer. */
    private static Route written(Route route) {
        return route.header("Idempotency-Key", "The same key and body give the first answer again and no second effect")
                .header(PREFER, HOW_LONG)
                .header(EDITOR, WHO)
                .answer(202, "Queued; the header Location says where the outcome will be", "Outcome");
    }

    private static Route getUpdates() {
        return Route.get("/get_updates", "Tells what changed; as text/event-stream, as it changes")
                .query("since", "A cursor, or a bare version; without it the newest", Shape.text())
                .query("table", "Only rows of this table or rollup", Shape.text())
                .query("limit", "At most so many versions", Shape.whole("Versions", 1, 1000, 100))
                .query("wait", "How long to wait for a change", Shape.whole("Seconds", 0, 60, 0))
                .header("Last-Event-ID", "Where an event stream goes on")
                .answer(200, "The changes", "Updates", "text/event-stream")
                .answer(410, "The history does not go on from there", "Problem");
    }

    private static Route viewTable() {
        return Route.get("/view_table/{table}", "Shows rows")
                .query("columns", "Names with commas between them", Shape.text())
                .query("filter", "A condition", Shape.text())
                .query("sort", "Names with commas between them, - before a name for descending", Shape.text())
                .query("limit", "The most rows", Tree.object("type", "integer", "minimum", 1))
                .query("cursor", "The next_cursor of the page before", Shape.text())
                .query("format", "Instead of the header Accept", Shape.oneOf("json", "csv", "ndjson"))
                .answer(200, "The rows; the header ETag has the cursor", "View", CSV, NDJSON);
    }

    private static Route placeHold() {
        return Route.post("/holds", "Places a hold", "NewHold")
                .header(EDITOR, WHO)
                .header(PREFER, HOW_LONG)
                .answer(201, "Placed; the header Location says where it is", "Outcome")
                .answer(202, "Queued", "Outcome");
    }
}
