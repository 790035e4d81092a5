package dev.ducksheet.http;

import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.List;

/** Lets nobody in without a key, unless the server is open. There are no keys yet, so then it lets nobody in. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class KeyFilter {
    private static final List<String> PUBLIC = List.of("/health/", "/problems/", "/openapi");

    private final boolean open;

    KeyFilter(HttpSettings settings) {
        open = settings.open();
    }

    /** Ends the request of who has no key. */
    @RequestFilter
    void check(HttpRequest<?> request) {
        if (open) {
            return;
        }
        var path = request.getPath();
        if (!path.equals("/") && PUBLIC.stream().noneMatch(path::startsWith)) {
            throw Problem.of(ProblemType.UNAUTHORIZED, "This server is not open, and the request has no key.")
                    .header("WWW-Authenticate", "Bearer realm=\"ducksheet\"")
                    .exception();
        }
    }
}
