package dev.ducksheet.http;

import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Shows the OpenAPI document as a page to read and to try, Swagger UI; nothing of it comes from elsewhere. */
@Controller("/openapi/ui")
@Produces(MediaType.ALL)
final class ApiPageController {
    private static final String PAGE = "text/html; charset=utf-8";
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "start.js", "text/javascript; charset=utf-8");

    /** The page loads its files and the document, and sends what its reader tries, to this server alone. */
    private static final String OWN_FILES = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Files of two megabytes that are others only when the jar is. */
    private static final String AN_HOUR = "max-age=3600";

    private final Work work;

    ApiPageController(Work work) {
        this.work = work;
    }

    /** Gives the page. */
    @Get
    CompletionStage<MutableHttpResponse<Payload>> page(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        return work.answer(() -> answer("page.html", PAGE).header("Content-Security-Policy", OWN_FILES));
    }

    /** Gives a file that the page loads. */
    @Get("/{file}")
    CompletionStage<MutableHttpResponse<Payload>> file(HttpRequest<?> request, String file) {
        Parameters.refuseAll(request);
        var type = FILES.get(file);
        if (type == null) {
            throw Problem.of(ProblemType.NOT_FOUND, "the page has no file \"" + file + "\"")
                    .exception();
        }
        return work.answer(() -> answer(file, type).header("Cache-Control", AN_HOUR));
    }

    private static MutableHttpResponse<Payload> answer(String file, String type) {
        try (var in = Objects.requireNonNull(ApiPageController.class.getResourceAsStream("ui/" + file), file)) {
            return Answers.of(HttpResponse.ok(), type, Payload.of(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
