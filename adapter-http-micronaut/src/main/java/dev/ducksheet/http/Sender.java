package dev.ducksheet.http;

import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the headers say of who sends a request, and whether it may come twice. */
final class Sender {
    /** Names who edits, until keys do. */
    static final String EDITOR = "Ducksheet-Editor";

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Pattern EDITOR_NAME = Pattern.compile("[\\p{Graph}&&[\\p{ASCII}]]([ -~]{0,126}[!-~])?");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    private static final Pattern QUOTED_KEY = Pattern.compile("\"([ !#-~]{1,255})\"");

    private Sender() {}

    /** Returns who edits. */
    static String editor(HttpRequest<?> request) {
        var name = single(request, EDITOR);
        if (name.isEmpty()) {
            return CellUpdate.ANONYMOUS;
        }
        if (!EDITOR_NAME.matcher(name).matches()) {
            throw wrong(EDITOR, "takes 1 to 128 printable ASCII characters");
        }
        return name;
    }

    /** Returns whether the same request may come again; {@code body} is asked for only if so. */
    static Idempotency idempotency(HttpRequest<?> request, Supplier<Json> body) {
        if (!request.getHeaders().contains(IDEMPOTENCY_KEY)) {
            return Idempotency.none();
        }
        var header = single(request, IDEMPOTENCY_KEY);
        var quoted = QUOTED_KEY.matcher(header);
        if (quoted.matches()) {
            return new Idempotency.Keyed(quoted.group(1), Fingerprint.of(body.get()));
        }
        if (!KEY.matcher(header).matches() || header.indexOf('"') >= 0) {
            throw wrong(IDEMPOTENCY_KEY, "takes one key of 1 to 255 printable ASCII characters without blanks");
        }
        return new Idempotency.Keyed(header, Fingerprint.of(body.get()));
    }

    /** Returns both of what a change is signed with. */
    static Signature signature(HttpRequest<?> request, Supplier<Json> body) {
        return new Signature(editor(request), idempotency(request, body));
    }

    private static String single(HttpRequest<?> request, String name) {
        var values = request.getHeaders().getAll(name);
        if (values.size() > 1) {
            throw wrong(name, "is there " + values.size() + " times; send it once");
        }
        return values.isEmpty() ? "" : values.get(0).strip();
    }

    private static RuntimeException wrong(String header, String detail) {
        return Problem.of(ProblemType.INVALID_HEADER, "the header " + header + " " + detail)
                .exception();
    }
}
