package dev.ducksheet.http;

import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.BufferLengthExceededException;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells as problems what the server itself refuses, before or after a controller had its say. */
@Singleton
final class ServerProblems implements ErrorResponseProcessor<Payload> {
    private static final Map<Integer, ProblemType> TYPES = Map.of(
            404, ProblemType.NOT_FOUND,
            405, ProblemType.METHOD_NOT_ALLOWED,
            406, ProblemType.NOT_ACCEPTABLE,
            413, ProblemType.CONTENT_TOO_LARGE,
            415, ProblemType.UNSUPPORTED_MEDIA_TYPE);

    private final int maxBody;

    ServerProblems(HttpSettings settings) {
        maxBody = settings.maxBody();
    }

    @Override
    public MutableHttpResponse<Payload> processResponse(ErrorContext context, MutableHttpResponse<?> prepared) {
        if (context.getRequest().getMethod() == HttpMethod.OPTIONS
                && prepared.code() == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
            return options(prepared);
        }
        return Answers.problem(prepared, problem(context, prepared));
    }

    /** The server refuses OPTIONS with the very header that answers it. */
    private static MutableHttpResponse<Payload> options(MutableHttpResponse<?> prepared) {
        MutableHttpResponse<Payload> response = HttpResponse.noContent();
        prepared.getHeaders()
                .getFirst(HttpHeaders.ALLOW)
                .ifPresent(methods -> response.header(HttpHeaders.ALLOW, methods + ",OPTIONS"));
        return response;
    }

    private Problem problem(ErrorContext context, MutableHttpResponse<?> prepared) {
        int status = prepared.code();
        if (status >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
            return Problems.of(
                    context.getRequest(),
                    context.getRootCause().orElseGet(() -> new IllegalStateException("" + status)));
        }
        var type = TYPES.getOrDefault(status, ProblemType.BAD_REQUEST);
        return Problem.of(type, detail(context, type)).status(status);
    }

    private String detail(ErrorContext context, ProblemType type) {
        var request = context.getRequest();
        if (context.getRootCause().filter(ServerProblems::isOfTheBody).isPresent()) {
            return request.getMethodName() + " " + request.getPath() + ": a body has at most " + maxBody
                    + " bytes; a file of any size goes to /imports";
        }
        var said = context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
        return request.getMethodName() + " " + request.getPath() + ": " + (said.isBlank() ? type.title() : said);
    }

    private static boolean isOfTheBody(Throwable cause) {
        return cause instanceof ContentLengthExceededException || cause instanceof BufferLengthExceededException;
    }
}
