package dev.ducksheet.http;

import dev.ducksheet.http.json.Tree;
import dev.ducksheet.http.json.Yaml;
import dev.ducksheet.http.openapi.OpenApi;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** Describes the routes. */
@Controller("/openapi")
@Produces(MediaType.ALL)
final class OpenApiController {
    private static final String YAML = "application/yaml";

    private final HttpSettings settings;

    OpenApiController(HttpSettings settings) {
        this.settings = settings;
    }

    /** Gives the document. */
    @Get
    MutableHttpResponse<Payload> document(HttpRequest<?> request) {
        var format = Parameters.of(request, "format").text("format").orElseGet(() -> wanted(request));
        var document = OpenApi.document(settings.version());
        return switch (format) {
            case "json" -> Answers.ok(Tree.document(document));
            case "yaml" -> Answers.of(HttpResponse.ok(), YAML, Payload.of(Yaml.bytes(document)));
            default ->
                throw Problem.of(ProblemType.NOT_ACCEPTABLE, "no format " + format + "; there are json, yaml")
                        .exception();
        };
    }

    private static String wanted(HttpRequest<?> request) {
        return request.accept().stream()
                        .findFirst()
                        .filter(type -> type.getName().endsWith("yaml"))
                        .isPresent()
                ? "yaml"
                : "json";
    }
}
