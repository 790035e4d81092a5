package dev.ducksheet.http;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Secret;
import dev.ducksheet.core.port.in.CheckKeys;
import dev.ducksheet.http.access.Caller;
import dev.ducksheet.http.access.InvalidTokenException;
import dev.ducksheet.http.access.RateLimiter;
import dev.ducksheet.http.access.Tokens;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Lets nobody in without a key or a token, unless the server is open, and nobody too often. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class KeyFilter {
    static final String QUOTA = "ducksheet.quota";

    private static final List<String> PUBLIC = List.of("/health/", "/problems/", "/openapi");
    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"ducksheet\"";

    private final boolean open;
    private final CheckKeys keys;
    private final Optional<Tokens> tokens;
    private final RateLimiter limiter;
    private final Work work;

    KeyFilter(HttpSettings settings, CheckKeys keys, Work work) {
        this.open = settings.open();
        this.keys = keys;
        this.work = work;
        this.tokens = settings.security().tokenSettings().map(it -> new Tokens(it, Clock.systemUTC()));
        this.limiter = new RateLimiter(settings.security().rateLimit(), System::nanoTime);
    }

    /** Finds out who sends a request, or ends it; waits for nothing but the keys of tokens, and for those elsewhere. */
    @RequestFilter
    CompletableFuture<HttpRequest<?>> check(HttpRequest<?> request) {
        if (open) {
            return admitted(request, Caller.anybody());
        }
        var path = request.getPath();
        if (path.equals("/") || PUBLIC.stream().anyMatch(path::startsWith)) {
            return CompletableFuture.completedFuture(request);
        }
        var credential = credential(request);
        var known = Secret.isOne(credential)
                ? keys.access(credential).map(this::caller)
                : tokens.flatMap(it -> it.known(credential));
        if (known.isPresent()) {
            return admitted(request, known.get());
        }
        if (tokens.isEmpty() || Secret.isOne(credential)) {
            throw refused("invalid_token", "the key is not known, has expired or was revoked")
                    .exception();
        }
        return CompletableFuture.supplyAsync(() -> checked(tokens.get(), credential), work.blocking())
                .thenCompose(caller -> admitted(request, caller));
    }

    private Caller caller(Access access) {
        return new Caller(access, () -> keys.isGood(access));
    }

    private static Caller checked(Tokens tokens, String token) {
        try {
            return tokens.check(token);
        } catch (InvalidTokenException e) {
            throw refused("invalid_token", String.valueOf(e.getMessage())).exception();
        }
    }

    private static String credential(HttpRequest<?> request) {
        var headers = request.getHeaders().getAll("Authorization");
        if (headers.isEmpty()) {
            throw refused("", "this server is not open, and the request has no key")
                    .exception();
        }
        var header = headers.get(0);
        if (headers.size() > 1 || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw refused("invalid_token", "the header Authorization takes Bearer and one key")
                    .exception();
        }
        return header.substring(SCHEME.length()).strip();
    }

    private CompletableFuture<HttpRequest<?>> admitted(HttpRequest<?> request, Caller caller) {
        Callers.note(request, caller);
        if (!open && !limiter.isOff()) {
            count(request, caller);
        }
        return CompletableFuture.completedFuture(request);
    }

    private void count(HttpRequest<?> request, Caller caller) {
        var quota = limiter.take(caller.access().id());
        request.setAttribute(QUOTA, quota);
        if (!quota.isAdmitted()) {
            throw Problem.of(
                            ProblemType.RATE_LIMITED,
                            "this key may send " + quota.limit().requests() + " requests in "
                                    + quota.limit().window().toSeconds() + " s; go on in " + quota.reset() + " s")
                    .header("Retry-After", Long.toString(quota.reset()))
                    .exception();
        }
    }

    /**
     * Returns the problem of one who is not let in, with the challenge of RFC 6750.
     *
     * @param error empty if he sent no key
     */
    static Problem refused(String error, String detail) {
        return Problem.of(ProblemType.UNAUTHORIZED, detail + "; send Authorization: Bearer with an API key")
                .header(
                        "WWW-Authenticate",
                        error.isEmpty()
                                ? CHALLENGE
                                : CHALLENGE + ", error=\"" + error + "\", error_description=\""
                                        + detail.replaceAll("[^ !#-\\[\\]-~]", "'") + "\"");
    }
}
