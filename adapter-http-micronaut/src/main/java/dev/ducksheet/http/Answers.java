package dev.ducksheet.http;

import dev.ducksheet.http.json.JsonDocument;
import dev.ducksheet.http.problem.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** Builds responses. */
final class Answers {
    private Answers() {}

    static MutableHttpResponse<Payload> ok(JsonDocument document) {
        return json(HttpStatus.OK, document);
    }

    static MutableHttpResponse<Payload> json(HttpStatus status, JsonDocument document) {
        return of(HttpResponse.status(status), MediaType.APPLICATION_JSON, Payload.of(document.bytes()));
    }

    static MutableHttpResponse<Payload> problem(Problem problem) {
        return problem(HttpResponse.status(problem.status(), problem.type().title()), problem);
    }

    /** Makes a response that tells a problem of one that the server prepared. */
    static MutableHttpResponse<Payload> problem(MutableHttpResponse<?> prepared, Problem problem) {
        problem.headers().forEach((name, value) -> prepared.header(name, value));
        return of(prepared, Problem.MEDIA_TYPE, Payload.of(problem.bytes()));
    }

    static MutableHttpResponse<Payload> of(MutableHttpResponse<?> prepared, String contentType, Payload payload) {
        MutableHttpResponse<Payload> response = prepared.body(payload);
        response.getHeaders().set("Content-Type", contentType);
        return response;
    }
}
