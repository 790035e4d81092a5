package dev.ducksheet.http;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.AnsweredElsewhereException;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.RowFiles;
import dev.ducksheet.http.json.MalformedJsonException;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemException;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.netty.handler.codec.compression.DecompressionException;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a client what became of its request where an exception ended it. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class Problems implements ExceptionHandler<Throwable, MutableHttpResponse<Payload>> {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER = "Retry-After";

    @Override
    @SuppressWarnings("rawtypes")
    public MutableHttpResponse<Payload> handle(HttpRequest request, Throwable exception) {
        return Answers.problem(of(request, exception));
    }

    static Problem of(HttpRequest<?> request, Throwable exception) {
        if (exception instanceof CompletionException wrapper && wrapper.getCause() != null) {
            return of(request, wrapper.getCause());
        }
        if (exception instanceof ProblemException problem) {
            return problem.problem();
        }
        if (exception instanceof MalformedJsonException malformed) {
            return Problem.at(ProblemType.MALFORMED_JSON, malformed.pointer(), malformed.detail());
        }
        if (exception instanceof DecompressionException) {
            return Problem.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "the body is not coded as its Content-Encoding says; send it plain");
        }
        if (exception instanceof RowFiles.NoSpaceException full) {
            LOG.warn("{} {}: {}", request.getMethodName(), request.getPath(), full.getMessage());
            return Problem.of(
                    ProblemType.INSUFFICIENT_STORAGE,
                    "There is no room for a file of these rows. Take a format that needs none, such as csv, ndjson or"
                            + " arrow, or tell the operator.");
        }
        if (exception instanceof PortUnavailableException away) {
            LOG.warn("{} {}: {}", request.getMethodName(), request.getPath(), away.getMessage());
            LOG.debug("the reason", away); // once for each request that comes in meanwhile would drown the log
            return Problem.of(
                            ProblemType.UNAVAILABLE,
                            "The queue, the store or the server that has the workbook is away; try again.")
                    .header(RETRY_AFTER, "1");
        }
        if (exception instanceof AnsweredElsewhereException elsewhere) {
            var there = elsewhere.writer().resolve(request.getUri());
            return Problem.of(ProblemType.ELSEWHERE, "The server that has the workbook answers this, at " + there)
                    .header("Location", there.toString());
        }
        if (exception instanceof RejectedExecutionException) {
            return Problem.of(ProblemType.OVERLOADED, "Too many requests are under way; try again.")
                    .header(RETRY_AFTER, "1");
        }
        return unexpected(request, exception);
    }

    /** Says nothing of what happened: that is in the log, under the incident's id. */
    private static Problem unexpected(HttpRequest<?> request, Throwable exception) {
        var incident = UUID.randomUUID().toString();
        LOG.error("incident {}: {} {}", incident, request.getMethodName(), request.getPath(), exception);
        return Problem.of(ProblemType.INTERNAL_ERROR, "Incident " + incident + " is in the server's log.")
                .fact("incident", CellValue.of(incident));
    }
}
