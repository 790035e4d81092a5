package dev.ducksheet.http;

import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.application.AccessControl;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.http.access.Caller;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** Knows who sends a request, and gives each the workbook as he may use it. Thread-safe. */
@Singleton
final class Callers {
    private static final String CALLER = "ducksheet.caller";

    private final AccessControl control;

    Callers(AccessControl control) {
        this.control = control;
    }

    /** Notes who sends a request. */
    static void note(HttpRequest<?> request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    /** Returns who sends a request; a route that nobody was asked for a key on the way to is closed. */
    Caller of(HttpRequest<?> request) {
        return request.getAttribute(CALLER, Caller.class)
                .orElseThrow(
                        () -> KeyFilter.refused("", "the request has no key").exception());
    }

    /** Returns the workbook, confined to what the one who sends a request may do. */
    Workbook workbook(HttpRequest<?> request) {
        return control.as(of(request).access());
    }

    /** Ends the request of who may not do something. */
    void require(HttpRequest<?> request, Permission permission) {
        of(request).access().objection(permission).ifPresent(why -> {
            throw Problem.of(ProblemType.FORBIDDEN, why).exception();
        });
    }

    /** Ends the request of one whose key was good when it came, and is no more. */
    void requireGood(HttpRequest<?> request) {
        if (!of(request).isGood().getAsBoolean()) {
            throw KeyFilter.refused("invalid_token", "the key has expired or was revoked")
                    .exception();
        }
    }
}
