package dev.ducksheet.http.openapi;

import static dev.ducksheet.http.openapi.Shape.list;
import static dev.ducksheet.http.openapi.Shape.object;
import static dev.ducksheet.http.openapi.Shape.oneOf;
import static dev.ducksheet.http.openapi.Shape.ref;
import static dev.ducksheet.http.openapi.Shape.text;

import dev.ducksheet.http.json.Json;
import java.util.List;

/** The routes that take files, and the shapes of their bodies. */
final class ImportRoutes {
    private static final String ID = "The job's id";
    private static final String DONE_JOB = "019b76da-a800-7000-8000-000000000019";
    private static final String FAILED_JOB = "019b76da-a800-7000-8000-00000000001b";
    private static final String RECEIVING_JOB = "019b76da-a800-7000-8000-00000000001c";
    private static final String TUS = "Tus-Resumable";
    private static final String TUS_VERSION = "1.0.0";
    private static final String JOB = "Job";

    private static final Example RECEIVED = Example.json("received", "All there, and waiting for its turn", """
            {"id": "019b76da-a800-7000-8000-00000000001b", "state": "waiting", "percent": 30, "table": "product",
              "file": "products.csv", "mode": "upsert", "key": ["product_id"], "received_bytes": 55, "size_bytes": 55,
              "rows": {"read": 0, "inserted": 0, "updated": 0, "unchanged": 0, "superseded": 0, "rejected": 0, "deleted": 0},
              "rows_per_second": 0, "editor": "ana", "revision": 1767225600123,
              "created_at": "2026-01-01T00:00:00.100Z", "changed_at": "2026-01-01T00:00:00.123Z"}""");
    private static final Example FETCHED = Example.json("fetched", "On its way from where it is", """
            {"id": "019b76da-a800-7000-8000-00000000001d", "state": "receiving", "percent": 0, "table": "product",
              "file": "products.csv", "mode": "upsert", "key": ["product_id"],
              "source": "https://files.example.com/plan/products.csv", "received_bytes": 0,
              "rows": {"read": 0, "inserted": 0, "updated": 0, "unchanged": 0, "superseded": 0, "rejected": 0, "deleted": 0},
              "rows_per_second": 0, "editor": "ana", "revision": 1767225600123,
              "created_at": "2026-01-01T00:00:00.100Z", "changed_at": "2026-01-01T00:00:00.123Z"}""");
    private static final String MERGED_JOB = """
            {"id": "019b76da-a800-7000-8000-000000000019", "state": "done", "percent": 100, "table": "product",
              "file": "products.csv", "mode": "upsert", "key": ["product_id"], "received_bytes": 55, "size_bytes": 55,
              "rows": {"read": 2, "inserted": 1, "updated": 0, "unchanged": 0, "superseded": 0, "rejected": 1, "deleted": 0},
              "rows_per_second": 40, "update_id": "019b76da-a800-7000-8000-00000000001a", "version": 1, "editor": "ana",
              "revision": 1767225600130, "created_at": "2026-01-01T00:00:00.100Z", "changed_at": "2026-01-01T00:00:00.223Z"}""";
    private static final Example MERGED = Example.json("merged", "Done", MERGED_JOB);
    private static final Example CANCELLED = Example.json("cancelled", "Cancelled", """
            {"id": "019b76da-a800-7000-8000-00000000001c", "state": "cancelled", "percent": 0, "table": "product",
              "file": "products.csv", "mode": "upsert", "key": ["product_id"], "received_bytes": 0, "size_bytes": 55,
              "rows": {"read": 0, "inserted": 0, "updated": 0, "unchanged": 0, "superseded": 0, "rejected": 0, "deleted": 0},
              "rows_per_second": 0, "editor": "ana", "revision": 1767225600124,
              "created_at": "2026-01-01T00:00:00.100Z", "changed_at": "2026-01-01T00:00:00.124Z"}""");
    private static final Example BEGUN = Example.json("begun", "None of it is there", """
            {"id": "019b76da-a800-7000-8000-00000000001c", "state": "receiving", "percent": 0, "table": "product",
              "file": "products.csv", "mode": "upsert", "key": ["product_id"], "received_bytes": 0, "size_bytes": 55,
              "rows": {"read": 0, "inserted": 0, "updated": 0, "unchanged": 0, "superseded": 0, "rejected": 0, "deleted": 0},
              "rows_per_second": 0, "editor": "ana", "revision": 1767225600123,
              "created_at": "2026-01-01T00:00:00.100Z", "changed_at": "2026-01-01T00:00:00.123Z"}""");
    private static final Example JOBS = Example.json("jobs", "One", "{\"jobs\": [" + MERGED_JOB + "]}");
    private static final Example FILE = Example.text("file", "With a header", """
            product_id,name,brand
            9001,Cider,Crest
            one,Perry,Crest
            """);
    private static final Example PROGRESS = Example.text("progress", "Until it is over", """
            id: 1767225600124
            event: job
            data: {"id": "019b76da-a800-7000-8000-000000000019", "state": "parsing", "percent": 57}

            """);
    private static final Example REJECTS = Example.text("rejects", "One", """
            record,column,reason,text
            3,product_id,column product_id is INTEGER: it does not take 'one'; give a whole number,"one,Perry,Crest"
            """);
    private static final Example SUPERSEDED = Example.text("superseded", "None", """
            record,superseded_by
            """);

    private ImportRoutes() {}

    static List<Route> all(String tag) {
        return List.of(
                receive(tag),
                tusOptions(tag),
                create(tag),
                tus(Route.head(tag, "/imports/uploads/{id}", "Tells how much of a file is there"))
                        .path("id", ID, RECEIVING_JOB)
                        .answer(200, "It waits for the rest")
                        .answerHeader(200, "Upload-Offset", "How many bytes are there")
                        .refused(307, 404, 412, 503),
                append(tag),
                tus(Route.delete(tag, "/imports/uploads/{id}", "Gives a file up that comes in pieces"))
                        .path("id", ID, RECEIVING_JOB)
                        .answer(204, "Given up")
                        .refused(307, 404, 409, 412, 503),
                Route.get(tag, "/jobs", "Lists imports, the newest first")
                        .answer(200, "All that are kept", "Jobs", JOBS)
                        .refused(307, 503),
                one(
                                Route.get(
                                        tag,
                                        "/jobs/{id}",
                                        "Tells how far an import is; as text/event-stream, until it is over"),
                                DONE_JOB)
                        .header("Last-Event-ID", "Where an event stream goes on", "0")
                        .answer(200, "As it is", JOB, MERGED)
                        .answerOf(200, "text/event-stream", PROGRESS)
                        .answer(204, "The end of it was told already"),
                one(Route.delete(tag, "/jobs/{id}", "Cancels an import that is not merged yet"), RECEIVING_JOB)
                        .answer(200, "Cancelled", JOB, CANCELLED)
                        .refused(409),
                one(Route.post(tag, "/jobs/{id}/retry", "Begins an import that failed once more"), FAILED_JOB)
                        .answer(200, "It waits for its turn", JOB, RECEIVED)
                        .refused(409),
                one(Route.get(tag, "/jobs/{id}/rejects", "Gives the rows that do not fit"), DONE_JOB)
                        .answer(200, "The rows")
                        .answerOf(200, "text/csv", REJECTS),
                one(
                                Route.get(
                                        tag,
                                        "/jobs/{id}/superseded",
                                        "Gives the rows that a later row of their key superseded"),
                                DONE_JOB)
                        .answer(200, "The rows")
                        .answerOf(200, "text/csv", SUPERSEDED));
    }

    private static Route one(Route route, String job) {
        return route.path("id", ID, job).refused(307, 404, 503);
    }

    private static Route tus(Route route) {
        return route.neededHeader(TUS, "The protocol's version", TUS_VERSION);
    }

    private static Route receive(String tag) {
        return asked(Route.post(
                        tag,
                        "/imports",
                        "Takes a file of rows, of any size, as it is or as the last part of a form; or fetches one"))
                .bodyOf("text/csv", FILE)
                .bodyOf("application/x-ndjson", Example.text("lines", "A JSON object on each line", """
                        {"product_id": 9001, "name": "Cider", "brand": "Crest"}
                        """))
                .withoutBodyToo()
                .query(
                        "source",
                        "Where the file is fetched from, by http, https or s3, if none is sent",
                        text(),
                        "https://files.example.com/plan/products.csv")
                .answer(202, "The job goes on by itself, or fetches its file first", JOB, RECEIVED, FETCHED)
                .answerHeader(202, "Location", "Where the job tells how far it is")
                .refused(307, 404, 413, 415, 422, 503, 507);
    }

    private static Route asked(Route route) {
        return route.header(
                        "Idempotency-Key",
                        "The same key and parameters give the job that they began; the file is not taken again",
                        "k1")
                .needed("table", "The table that takes the rows", "product")
                .query(
                        "mode",
                        "What becomes of rows whose key is there",
                        oneOf("insert", "upsert", "replace"),
                        "upsert")
                .query("key", "The columns by which rows are the same; else the table's key", text(), "product_id")
                .query(
                        "ignore_case",
                        "Whether texts of the key are the same in small and capital letters",
                        Shape.flag("true or false"),
                        false)
                .query("on_error", "What becomes of rows that do not fit", oneOf("reject-row", "stop"), "reject-row")
                .query("format", "Else it is read off the file", oneOf("csv", "ndjson", "parquet"), "csv")
                .query("delimiter", "Between cells of CSV; tab for a tabulator", text(), ",")
                .query("quote", "Around cells of CSV, or none", text(), "\"")
                .query("header", "Whether the first record of CSV names the columns", Shape.flag("true or false"), true)
                .query("charset", "Of the text", text(), "utf-8")
                .query(
                        "columns",
                        "The table's column for others of the file; Old: leaves one out",
                        text(),
                        "Produkt:name,Old:")
                .query("name", "The file's name", text(), "products.csv");
    }

    private static Route tusOptions(String tag) {
        return Route.options(tag, "/imports/uploads", "Tells what of the tus protocol there is")
                .answer(204, "Version 1.0.0, with creation and termination")
                .answerHeader(204, "Tus-Version", "The versions of the protocol");
    }

    private static Route create(String tag) {
        return tus(asked(
                        Route.post(tag, "/imports/uploads", "Begins a file that comes in pieces, by the tus protocol")))
                .neededHeader("Upload-Length", "How many bytes the file has", "55")
                .header("Upload-Metadata", "The parameters and filename, each in Base64", "filename cHJvZHVjdHMuY3N2")
                .answer(201, "The first piece may come", JOB, BEGUN)
                .answerHeader(201, "Location", "Where the pieces go")
                .refused(307, 404, 412, 422, 503, 507);
    }

    private static Route append(String tag) {
        return tus(Route.patch(
                        tag, "/imports/uploads/{id}", "Takes more of a file; with its last byte the job goes on"))
                .path("id", ID, RECEIVING_JOB)
                .neededHeader("Upload-Offset", "How many bytes are there already, as HEAD tells", "0")
                .bodyOf("application/offset+octet-stream", FILE)
                .answer(204, "Taken")
                .answerHeader(204, "Upload-Offset", "How many bytes are there now")
                .refused(307, 404, 409, 412, 413, 415, 503, 507);
    }

    static Json.Obj job() {
        return object(
                "An import",
                "id",
                text(),
                "state",
                oneOf("receiving", "waiting", "parsing", "merging", "done", "failed", "cancelled"),
                "percent",
                Shape.whole("Of all that is to be done; never falls", 0, 100, 0),
                "table",
                text(),
                "file",
                text(),
                "mode",
                oneOf("insert", "upsert", "replace"),
                "key",
                list(text()),
                "source?",
                text("Where it is fetched from, without the query", "https://files.example.com/plan/products.csv"),
                "received_bytes",
                Shape.atLeast(0),
                "size_bytes?",
                Shape.atLeast(0),
                "rows",
                ref("RowCounts"),
                "rows_per_second",
                Shape.atLeast(0),
                "reason?",
                text("Why it failed", "the file is empty; send one with a header and rows"),
                "update_id?",
                text("The request that merges it", "019b76da-a800-7000-8000-00000000001a"),
                "version?",
                Shape.atLeast(1),
                "editor",
                text(),
                "revision",
                Shape.atLeast(0),
                "created_at",
                text("When it began", "2026-01-01T00:00:00Z"),
                "changed_at",
                text("When it came to its state", "2026-01-01T00:00:00Z"));
    }

    static Json.Obj jobs() {
        return object("Imports, the newest first", "jobs", list(ref(JOB)));
    }

    static Json.Obj rowCounts() {
        return object(
                "What became of the rows of a file; all but deleted add up to read",
                "read",
                Shape.atLeast(0),
                "inserted",
                Shape.atLeast(0),
                "updated",
                Shape.atLeast(0),
                "unchanged",
                Shape.atLeast(0),
                "superseded",
                Shape.atLeast(0),
                "rejected",
                Shape.atLeast(0),
                "deleted",
                Shape.atLeast(0));
    }
}
