package dev.ducksheet.http.openapi;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The document of all routes, in OpenAPI 3.1. */
public final class OpenApi {
    private static final String CELLS = "Cells";
    private static final String TABLES = "Tables and rows";
    private static final String VIEWS = "Rows";
    private static final String FEED = "Following";
    private static final String HOLDS = "Holds";
    private static final String FILES = "Files";
    private static final String KEYS = "Keys";
    private static final String QUERIES = "Queries";
    private static final String WEBHOOKS = "Webhooks";
    private static final String SERVER = "Server";

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String TEXT = "text/plain";
    private static final String OUTCOME = "Outcome";
    private static final String TABLE = "table";
    private static final String ROLLUP = "sales_summary_by_product_family";

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
                info(version),
                "servers",
                Tree.array(Tree.object("url", "/", "description", "The server that this document comes from")),
                "security",
                Tree.array(Tree.object("key", List.of()), Tree.object()),
                "tags",
                tags(),
                "paths",
                paths,
                "components",
                Tree.object(
                        "schemas", Shapes.all(), "responses", Refusals.all(), "securitySchemes", securitySchemes()));
    }

    private static Json.Obj info(String version) {
        return Tree.object(
                "title",
                "Ducksheet",
                "version",
                version,
                "description",
                "A real-time shared-spreadsheet backend on DuckDB. The examples are of the demo workbook, as ./ducksheet"
                        + " demo serves it; ids and cursors are others there.",
                "license",
                Tree.object("name", "Apache-2.0", "identifier", "Apache-2.0"));
    }

    private static Json.Obj securitySchemes() {
        return Tree.object(
                "key",
                Tree.object(
                        "type",
                        "http",
                        "scheme",
                        "bearer",
                        "description",
                        "An API key (dk_…), or a JWT of the OAuth 2 server that this one is told of. An open server asks"
                                + " for none. What each role may do is in docs/access.md."));
    }

    private static Json.Arr tags() {
        return Tree.array(
                tag(CELLS, "Edits of cells and totals, and what became of them"),
                tag(TABLES, "The catalogue, and changes of tables and their rows"),
                tag(FILES, "Files of rows, and how far they are"),
                tag(VIEWS, "Rows of tables, rollups and views"),
                tag(FEED, "What changed"),
                tag(HOLDS, "Locks that keep leaves out of spreads"),
                tag(QUERIES, "Read-only SQL, and queries that are kept under names"),
                tag(KEYS, "Who may do what; for admins"),
                tag(WEBHOOKS, "Who is told of what; for admins"),
                tag(SERVER, "The server itself"));
    }

    private static Json.Obj tag(String name, String description) {
        return Tree.object("name", name, "description", description);
    }

    private static List<Route> routes() {
        return Stream.concat(others().stream(), ImportRoutes.all(FILES).stream())
                .toList();
    }

    private static List<Route> others() {
        return List.of(
                updateCell(),
                Route.get(CELLS, "/updates/{id}", "Tells what became of a request")
                        .path("id", "The update_id of an answer", "019b76da-a800-7000-8000-000000000001")
                        .answer(200, "The status", OUTCOME, Examples.APPLIED, Examples.PENDING, Examples.REFUSED)
                        .refused(307, 404, 503),
                undo(),
                history(),
                getUpdates(),
                viewTable(),
                pivot(),
                unpivot(),
                Route.get(TABLES, "/tables", "Lists tables, rollups and views")
                        .answer(200, "All", "Tables", Examples.TABLES)
                        .refused(503),
                Route.get(TABLES, "/tables/{table}", "Describes a table, rollup or view")
                        .path(TABLE, "Its name", "customer")
                        .answer(200, "It", "Table", Examples.TABLE, Examples.ROLLUP)
                        .refused(404, 503),
                createTable(),
                alterTable(),
                aggregateTable(),
                written(Route.delete(TABLES, "/tables/{table}", "Drops a table"))
                        .path(TABLE, "Its name", "customer")
                        .answer(200, "Dropped", OUTCOME, Examples.DROPPED),
                insertRows(),
                updateRows(),
                deleteRows(),
                Route.get(TABLES, "/rollups", "Lists the rollups")
                        .answer(200, "All", "Rollups", Examples.ROLLUPS)
                        .refused(503),
                Route.get(TABLES, "/rollups/{rollup}", "Describes a rollup")
                        .path("rollup", "Its name", ROLLUP)
                        .answer(200, "It", "Table", Examples.ROLLUP)
                        .refused(404, 503),
                defineRollup(),
                written(Route.delete(TABLES, "/rollups/{rollup}", "Drops a rollup"))
                        .path("rollup", "Its name", ROLLUP)
                        .answer(200, "Dropped", OUTCOME, Examples.ROLLUP_DROPPED),
                Route.get(HOLDS, "/holds", "Lists the holds")
                        .answer(200, "All", "Holds", Examples.HOLDS)
                        .refused(307, 503),
                placeHold(),
                liftHold(),
                query(),
                SavedQueryRoutes.list(QUERIES),
                written(SavedQueryRoutes.create(QUERIES)),
                SavedQueryRoutes.run(QUERIES),
                written(SavedQueryRoutes.replace(QUERIES)),
                written(SavedQueryRoutes.drop(QUERIES)),
                Route.get(KEYS, "/keys", "Lists all API keys that were ever made")
                        .answer(200, "All", "Keys", KeyShapes.KEYS)
                        .refused(503),
                issueKey(),
                Route.delete(KEYS, "/keys/{id}", "Revokes an API key")
                        .path("id", "The key's id", "019b76da-a800-7000-8000-000000000017")
                        .header("Prefer", "respond-async, or wait=N seconds (RFC 7240)", "respond-async")
                        .answer(202, "Queued", OUTCOME, Examples.PENDING)
                        .answerHeader(202, "Location", "Where the outcome will be")
                        .answer(204, "Revoked")
                        .refused(404, 503),
                WebhookRoutes.list(WEBHOOKS),
                WebhookRoutes.create(WEBHOOKS),
                WebhookRoutes.show(WEBHOOKS),
                signed(WebhookRoutes.change(WEBHOOKS)),
                signed(WebhookRoutes.delete(WEBHOOKS)),
                WebhookRoutes.test(WEBHOOKS),
                WebhookRoutes.rotate(WEBHOOKS),
                WebhookRoutes.deliveries(WEBHOOKS),
                signed(WebhookRoutes.replay(WEBHOOKS)),
                signed(WebhookRoutes.replayOne(WEBHOOKS)),
                welcome(),
                liveness(),
                readiness(),
                metrics(),
                problemType(),
                openApi(),
                page(),
                pageFile());
    }

    private static Route updateCell() {
        var wrapped = Shape.sent("As older clients send it", "data", Shape.ref("UpdateCell"));
        return written(Route.post(CELLS, "/update_cell", "Edits a cell or a total"))
                .body(
                        Shape.either(Shape.ref("UpdateCell"), wrapped),
                        Examples.SET_CELL,
                        Examples.SET_TOTAL,
                        Examples.WRAPPED,
                        Examples.ADD,
                        Examples.EXPECTING,
                        Examples.DRY_RUN)
                .answer(
                        200,
                        "Applied; for a dry run a Plan",
                        Shape.either(Shape.ref(OUTCOME), Shape.ref("Plan")),
                        Examples.APPLIED,
                        Examples.PLANNED)
                .refused(307);
    }

    private static Route undo() {
        return written(Route.post(CELLS, "/updates/{version}/undo", "Takes a version back, as a unit"))
                .path("version", "The version of an answer", "1")
                .answer(
                        200,
                        "Taken back; a version of its own, which can be taken back in turn",
                        OUTCOME,
                        Examples.UNDONE)
                .refused(410);
    }

    private static Route history() {
        return Route.get(FEED, "/history", "Tells who changed what, the newest first")
                .query(TABLE, "Only of this table, or of edits of this rollup", Shape.text(), "sales")
                .query("column", "Only cells of this column", Shape.text(), "quantity")
                .query(
                        "filter",
                        "A condition over the table: rows that match it now, and a row that it names by its key",
                        Shape.text(),
                        "product_id = 4")
                .query("editor", "Only what this editor did", Shape.text(), "ana")
                .query("since", "Only what came after this version or cursor", Shape.text(), "0")
                .query("limit", "The most elements", Shape.whole("Elements", 1, 1000, 100), 10)
                .query("cursor", "The next_cursor of the answer before", Shape.text(), "1")
                .answer(200, "What was changed", "History", Examples.HISTORY)
                .refused(307, 404, 410, 422, 503);
    }

    /** What every edit takes and may answer. */
    private static Route written(Route route) {
        return signed(route.header(
                        "Idempotency-Key",
                        "The same key and body give the first answer again and no second effect",
                        "k1"))
                .refused(409);
    }

    /** What every change takes and may answer. */
    private static Route signed(Route route) {
        return route.header("Prefer", "respond-async, or wait=N seconds (RFC 7240)", "respond-async")
                .header("Ducksheet-Editor", "Who edits", "ana")
                .answer(202, "Queued", OUTCOME, Examples.PENDING)
                .answerHeader(202, "Location", "Where the outcome will be")
                .refused(404, 422, 429, 503);
    }

    private static Route getUpdates() {
        return Route.get(FEED, "/get_updates", "Tells what changed; as text/event-stream, as it changes")
                .query("since", "A cursor, or a bare version; without it the newest", Shape.text(), "0")
                .query(TABLE, "Only rows of this table or rollup", Shape.text(), "sales")
                .query("limit", "At most so many versions", Shape.whole("Versions", 1, 1000, 100), 10)
                .query("wait", "How long to wait for a change", Shape.whole("Seconds", 0, 60, 0), 1)
                .header("Last-Event-ID", "Where an event stream goes on", "0")
                .answer(200, "The changes", "Updates", Examples.UPDATES)
                .answerOf(200, "text/event-stream", Examples.EVENTS)
                .refused(307, 410, 503);
    }

    private static Route viewTable() {
        return Route.get(VIEWS, "/view_table/{table}", "Shows rows")
                .path(TABLE, "A table, rollup or view", "sales")
                .query("columns", "Names with commas between them", Shape.text(), "product_id,quantity")
                .query("filter", "A condition", Shape.text(), "quantity > 50")
                .query(
                        "sort",
                        "Names with commas between them, - before a name for descending",
                        Shape.text(),
                        "-quantity")
                .query("limit", "The most rows", Shape.atLeast(1), 2)
                .query("cursor", "The next_cursor of the page before", Shape.text(), "N2JjOGVlMjNbIm4yIl0")
                .query(
                        "as_of",
                        "The version or cursor whose state is shown; without it the present one",
                        Shape.text(),
                        "0")
                .header("If-None-Match", "The ETag of an answer that the client has", "W/\"e7-0-json\"")
                .rows("View", Examples.VIEW, Examples.VIEW_CSV, Examples.VIEW_NDJSON)
                .answer(304, "The client has them already")
                .refused(404, 410);
    }

    private static Route pivot() {
        return Route.get(VIEWS, "/pivot/{table}", "Shows rows with the cells of a column as headings")
                .path(TABLE, "A table, rollup or view", "sales")
                .needed("rows", "The columns that stay, with commas between them", "product_id")
                .needed("columns", "The columns whose cells become headings", "customer_id")
                .needed("values", "The columns whose cells are aggregated", "quantity")
                .query(
                        "agg",
                        "What becomes of several cells",
                        Tree.with(Shape.oneOf("sum", "count", "min", "max", "avg"), "default", "sum"),
                        "max")
                .query("filter", "A condition", Shape.text(), "quantity > 50")
                .query("limit", "The most rows", Shape.atLeast(1), 2)
                .rows("View", Examples.PIVOT, Examples.PIVOT_CSV, Examples.PIVOT_NDJSON)
                .answer(304, "The client has them already")
                .refused(404);
    }

    private static Route unpivot() {
        return Route.get(VIEWS, "/unpivot/{table}", "Shows a row for each cell of some columns that is not empty")
                .path(TABLE, "A table, rollup or view", "sales")
                .needed(
                        "columns",
                        "The columns whose cells become rows, with commas between them",
                        "quantity,net_price")
                .query("keep", "The columns that stay; all others unless told", Shape.text(), "product_id")
                .query("name", "The heading of the columns' names", Shape.text(), "measure")
                .query("value", "The heading of their cells", Shape.text(), "amount")
                .query("filter", "A condition", Shape.text(), "quantity > 50")
                .query("limit", "The most rows", Shape.atLeast(1), 2)
                .rows("View", Examples.UNPIVOT, Examples.UNPIVOT_CSV, Examples.UNPIVOT_NDJSON)
                .answer(304, "The client has them already")
                .refused(404);
    }

    private static Route createTable() {
        return written(Route.post(TABLES, "/tables", "Creates a table"))
                .body("NewTable", Examples.NEW_TABLE)
                .answer(201, "Created", OUTCOME, Examples.CREATED)
                .answerHeader(201, "Location", "Where it is");
    }

    private static Route alterTable() {
        return written(Route.patch(TABLES, "/tables/{table}", "Adds, renames, retypes, drops columns"))
                .path(TABLE, "Its name", "customer")
                .body("AlterTable", Examples.ALTER_TABLE)
                .answer(200, "Altered", OUTCOME, Examples.ALTERED);
    }

    private static Route aggregateTable() {
        return written(Route.post(
                        TABLES,
                        "/tables/{table}/aggregate",
                        "Counts and adds up rows into a table or view, now or always"))
                .path(TABLE, "The table's name", "customer")
                .body("NewAggregate", Examples.NEW_AGGREGATE, Examples.FRESH_AGGREGATE)
                .answer(200, "Made, or made anew", OUTCOME, Examples.AGGREGATED);
    }

    private static Route defineRollup() {
        return written(Route.post(TABLES, "/rollups", "Defines a rollup"))
                .body("NewRollup", Examples.NEW_ROLLUP)
                .answer(201, "Defined", OUTCOME, Examples.DEFINED)
                .answerHeader(201, "Location", "Where it is");
    }

    private static Route insertRows() {
        return written(Route.post(TABLES, "/tables/{table}/rows", "Inserts rows, or upserts them by key"))
                .path(TABLE, "The table's name", "customer")
                .query("mode", "upsert changes the rows whose key is there", Shape.oneOf("insert", "upsert"), "upsert")
                .body("NewRows", Examples.NEW_ROWS, Examples.NEW_ROWS_BARE)
                .bodyOf(CSV, Examples.NEW_ROWS_CSV)
                .bodyOf(NDJSON, Examples.NEW_ROWS_NDJSON)
                .answer(200, "Done, all of it", OUTCOME, Examples.INSERTED);
    }

    private static Route updateRows() {
        return written(Route.patch(TABLES, "/tables/{table}/rows", "Updates the rows that match"))
                .path(TABLE, "The table's name", "customer")
                .body("UpdateRows", Examples.UPDATE_ROWS)
                .answer(200, "Done", OUTCOME, Examples.ROWS_UPDATED);
    }

    private static Route deleteRows() {
        return written(Route.delete(
                        TABLES, "/tables/{table}/rows", "Deletes the rows that match a condition, or all with confirm"))
                .path(TABLE, "The table's name", "customer")
                .query("condition", "Which rows", Shape.text(), "customer_id = 2")
                .query("confirm", "The table's name, to delete all its rows", Shape.text(), "customer")
                .answer(200, "Done", OUTCOME, Examples.ROWS_DELETED);
    }

    private static Route placeHold() {
        return signed(Route.post(HOLDS, "/holds", "Places a hold"))
                .body("NewHold", Examples.NEW_HOLD)
                .answer(201, "Placed", OUTCOME, Examples.PLACED)
                .answerHeader(201, "Location", "Where it is");
    }

    private static Route liftHold() {
        return signed(Route.delete(HOLDS, "/holds/{id}", "Lifts a hold"))
                .path("id", "The hold's id", "019b76da-a800-7000-8000-000000000002")
                .answer(204, "Lifted");
    }

    private static Route issueKey() {
        return Route.post(KEYS, "/keys", "Makes an API key")
                .body("NewKey", KeyShapes.NEW_KEY, KeyShapes.NEW_ADMIN)
                .answer(201, "Made; the secret is not told again", "KeySecret", KeyShapes.KEY_SECRET)
                .answerHeader(201, "Location", "Where it is")
                .refused(404, 409, 503);
    }

    private static Route query() {
        return Route.post(QUERIES, "/query", "Runs a read-only query")
                .body("Query", Examples.QUERY, Examples.QUERY_NAMED)
                .rows("Result", Examples.RESULT, Examples.VIEW_CSV, Examples.VIEW_NDJSON);
    }

    private static Route welcome() {
        return Route.get(SERVER, "/", "Welcomes").open().answer(200, "A welcome", "Welcome", Examples.WELCOME);
    }

    private static Route liveness() {
        return Route.get(SERVER, "/health/liveness", "Says that the server runs")
                .open()
                .answer(200, "It does", "Health", Examples.UP);
    }

    private static Route readiness() {
        return Route.get(SERVER, "/health/readiness", "Says whether the workbook answers")
                .open()
                .answer(200, "It does", "Health", Examples.UP)
                .answer(503, "It does not", "Health", Examples.DOWN)
                .answerHeader(503, "Retry-After", "Seconds to wait");
    }

    private static Route metrics() {
        return Route.get(SERVER, "/metrics", "Shows what is measured, to a Prometheus")
                .answer(200, "The text format of Prometheus")
                .answerOf(200, TEXT, Examples.METRICS)
                .refused(503);
    }

    private static Route problemType() {
        return Route.get(SERVER, "/problems/{slug}", "Describes a type of problem")
                .open()
                .path("slug", "The end of its type", "stale")
                .answer(200, "It", "ProblemType", Examples.PROBLEM_TYPE)
                .refused(404);
    }

    private static Route page() {
        return Route.get(SERVER, "/openapi/ui", "Shows this document as a page")
                .open()
                .answer(200, "The page")
                .answerOf(200, "text/html");
    }

    private static Route pageFile() {
        return Route.get(SERVER, "/openapi/ui/{file}", "Gives a file that the page loads")
                .open()
                .path("file", "Its name", "start.js")
                .answer(200, "The file")
                .answerOf(200, "text/javascript")
                .answerOf(200, "text/css")
                .refused(404);
    }

    private static Route openApi() {
        return Route.get(SERVER, "/openapi", "Gives this document")
                .open()
                .query("format", "Instead of the header Accept", Shape.oneOf("json", "yaml"), "yaml")
                .answer(200, "This", Tree.object("type", "object", "additionalProperties", true))
                .answerOf(200, "application/yaml")
                .refused(406);
    }
}
