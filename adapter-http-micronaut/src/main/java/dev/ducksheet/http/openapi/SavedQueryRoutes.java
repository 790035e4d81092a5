package dev.ducksheet.http.openapi;

/** What can be asked of saved queries. */
final class SavedQueryRoutes {
    private static final String OUTCOME = "Outcome";
    private static final String PATH = "/queries/{name}";
    private static final String NAME = "name";
    private static final String SOLD = "sold";

    private SavedQueryRoutes() {}

    static Route list(String tag) {
        return Route.get(tag, "/queries", "Lists the saved queries")
                .answer(200, "All", "SavedQueries", Examples.SAVED_QUERIES)
                .refused(307, 503);
    }

    static Route create(String tag) {
        return Route.post(tag, "/queries", "Saves a new query")
                .body("NewQuery", Examples.NEW_QUERY)
                .answer(201, "Saved", OUTCOME, Examples.QUERY_SAVED)
                .answerHeader(201, "Location", "Where it is run")
                .refused(307);
    }

    static Route replace(String tag) {
        return Route.put(tag, PATH, "Saves a query, in the place of the one of its name if there is one")
                .path(NAME, "Its name", SOLD)
                .body("ChangedQuery", Examples.CHANGED_QUERY)
                .answer(200, "Saved", OUTCOME, Examples.QUERY_SAVED)
                .refused(307);
    }

    static Route drop(String tag) {
        return Route.delete(tag, PATH, "Drops a saved query")
                .path(NAME, "Its name", SOLD)
                .answer(200, "Dropped", OUTCOME, Examples.QUERY_DROPPED);
    }

    static Route run(String tag) {
        return Route.get(tag, PATH, "Runs a saved query; its parameters are those of the address by their names")
                .path(NAME, "Its name", SOLD)
                .query("since", "A parameter of this query; others have others", Shape.text(), "2024-03-01")
                .query("limit", "The most rows", Shape.whole("Rows", 1, 10_000_000, 10_000), 100)
                .query("timeout", "The most seconds", Shape.whole("Seconds", 1, 300, 30), 10)
                .rows("Result", Examples.RESULT, Examples.VIEW_CSV, Examples.VIEW_NDJSON)
                .refused(404);
    }
}
