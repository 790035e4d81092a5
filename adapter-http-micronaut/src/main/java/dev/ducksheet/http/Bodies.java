package dev.ducksheet.http;

import dev.ducksheet.http.json.FieldError;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.JsonReader;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.CloseableAvailableByteBody;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads request bodies. */
final class Bodies {
    private Bodies() {}

    /** Reads a body as JSON, if its headers say that it is that. */
    static CompletableFuture<Json> json(HttpRequest<?> request) {
        requireJson(request);
        return ((ServerHttpRequest<?>) request).byteBody().buffer().thenApply(Bodies::read);
    }

    private static Json read(CloseableAvailableByteBody body) {
        try (body) {
            return JsonReader.read(body.toByteArray());
        }
    }

    /** Reads a body as it is: the bytes, and of which of these types its headers say that it is. */
    static <T> CompletableFuture<T> bytes(
            HttpRequest<?> request, List<String> types, BiFunction<String, byte[], T> reading) {
        var type = requireOneOf(request, types);
        return ((ServerHttpRequest<?>) request).byteBody().buffer().thenApply(body -> {
            try (body) {
                return reading.apply(type, body.toByteArray());
            }
        });
    }

    private static void requireJson(HttpRequest<?> request) {
        requireOneOf(request, List.of(MediaType.APPLICATION_JSON));
    }

    /** Returns the type of the body; the first of them if nothing is said. */
    private static String requireOneOf(HttpRequest<?> request, List<String> types) {
        var encoding = request.getHeaders().get("Content-Encoding");
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw refused("the body is encoded as " + encoding + "; send it plain");
        }
        var header = request.getHeaders().get("Content-Type");
        if (header == null) {
            return types.get(0);
        }
        var type = mediaType(header);
        var found = types.stream().filter(type.getName()::equalsIgnoreCase).findFirst();
        if (found.isEmpty()) {
            throw refused("the body is " + type.getName() + "; send " + String.join(", ", types));
        }
        var charset = type.getParameters().get("charset").map(CharSequence::toString);
        if (charset.isPresent() && !charset.get().replace("\"", "").equalsIgnoreCase("utf-8")) {
            throw refused("the body is in " + charset.get() + "; send UTF-8");
        }
        return found.get();
    }

    private static MediaType mediaType(String header) {
        try {
            return MediaType.of(header);
        } catch (IllegalArgumentException e) {
            throw refused("the Content-Type \"" + header + "\" cannot be read; send application/json");
        }
    }

    private static RuntimeException refused(String detail) {
        return Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail)
                .header("Accept", MediaType.APPLICATION_JSON)
                .exception();
    }

    /** Ends the request if anything is wrong with its body's members. */
    static void requireNoErrors(Fields fields) {
        problem(fields).ifPresent(problem -> {
            throw problem.exception();
        });
    }

    private static Optional<Problem> problem(Fields fields) {
        var errors = fields.errors();
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        var detail = errors.stream().limit(5).map(Bodies::sentence).collect(Collectors.joining("; "));
        return Optional.of(Problem.of(ProblemType.INVALID_BODY, detail).errors(errors));
    }

    private static String sentence(FieldError error) {
        return (error.pointer().isEmpty() ? "the body" : error.pointer()) + ": " + error.detail();
    }
}
