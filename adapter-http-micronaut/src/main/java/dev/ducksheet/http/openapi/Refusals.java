package dev.ducksheet.http.openapi;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import dev.ducksheet.http.json.Tree;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers that are problems: one for each status, with an example. */
final class Refusals {
    private static final String RETRY_AFTER = "Retry-After";

    /** Their headers have what is said of them in place of a value. */
    private static final List<Problem> SHOWN = List.of(
            Problem.of(
                            ProblemType.ELSEWHERE,
                            "The server that has the workbook answers this, at http://127.0.0.1:8081/")
                    .header("Location", "Where to send the same request"),
            Problem.at(
                            ProblemType.MALFORMED_CONDITION,
                            "/condition",
                            "expected a value after '=' at position 13, found the end of the condition")
                    .fact("position", CellValue.of(13)),
            Problem.of(
                            ProblemType.UNAUTHORIZED,
                            "this server is not open, and the request has no key; send Authorization: Bearer with an"
                                    + " API key")
                    .header("WWW-Authenticate", "That a key is asked for: Bearer, with an error if one was sent"),
            Problem.of(ProblemType.FORBIDDEN, "the role reader may not edit; that takes the role editor"),
            Problem.at(
                    ProblemType.UNKNOWN_TABLE,
                    "/table",
                    "there is no table or rollup named 'sale'; there is customer, product, sales"),
            Problem.of(ProblemType.NOT_ACCEPTABLE, "no format xml; there are json (application/json), csv (text/csv)"),
            Problem.at(
                            ProblemType.STALE,
                            "/expected",
                            "the cell holds 60, not 45; read it again and repeat the edit if it is still meant")
                    .fact("current", CellValue.of(60)),
            Problem.of(
                            ProblemType.HISTORY_GONE,
                            "The changes since then are not all there; read the tables again and go on from e7-41")
                    .fact("restart", CellValue.of("e7-41")),
            Problem.of(ProblemType.INVALID_HEADER, "the header Tus-Resumable is 1.0.0")
                    .status(412)
                    .header("Tus-Version", "The version of the tus protocol that is spoken here"),
            Problem.of(
                    ProblemType.CONTENT_TOO_LARGE,
                    "a request brings at most 10000 rows, not 10001; send them in parts"),
            Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "the body is application/xml; send application/json"),
            Problem.at(
                    ProblemType.UNKNOWN_COLUMN,
                    "/column",
                    "sales has no column 'amount'; it has product_id, customer_id, invoice_date, quantity, net_price"),
            Problem.of(ProblemType.BACKLOG_FULL, "Too many requests wait; nothing was queued. Try again.")
                    .header(RETRY_AFTER, "Seconds to wait"),
            Problem.of(
                    ProblemType.INSUFFICIENT_STORAGE,
                    "There is no room for a file of these rows. Take a format that needs none, such as csv, ndjson or"
                            + " arrow, or tell the operator."),
            Problem.of(
                            ProblemType.UNAVAILABLE,
                            "The queue, the store or the server that has the workbook is away; try again.")
                    .header(RETRY_AFTER, "Seconds to wait"));

    private Refusals() {}

    static Json.Obj ref(int status) {
        return ref("Problem" + status);
    }

    /** Refers to the answer of any other status. */
    static Json.Obj otherwise() {
        return ref("Problem");
    }

    private static Json.Obj ref(String name) {
        return Tree.object("$ref", "#/components/responses/" + name);
    }

    static Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        SHOWN.forEach(problem -> all.put("Problem" + problem.status(), answer(problem)));
        all.put("Problem", Tree.object("description", "Another problem", "content", content()));
        return all;
    }

    private static Json.Obj answer(Problem problem) {
        var example = new Example(problem.type().slug(), problem.type().title(), JsonReader.read(problem.bytes()));
        var answer = Tree.object("description", description(problem.status()), "content", content(example));
        Map<String, Object> headers = new LinkedHashMap<>();
        problem.headers().forEach((name, description) -> headers.put(name, Shape.header(description)));
        return headers.isEmpty() ? answer : Tree.with(answer, "headers", headers);
    }

    private static Json.Obj content(Example... examples) {
        return Tree.object(Problem.MEDIA_TYPE, Shape.content(Shape.ref("Problem"), examples));
    }

    private static String description(int status) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.status() == status)
                .map(ProblemType::slug)
                .collect(Collectors.joining(", ", "A problem: ", ""));
    }
}
