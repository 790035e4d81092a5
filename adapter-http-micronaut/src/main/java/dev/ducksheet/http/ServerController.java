package dev.ducksheet.http;

import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.in.ReadHealth;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.http.json.JsonDocument;
import dev.ducksheet.http.problem.Problem;
import dev.ducksheet.http.problem.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Speaks of the server itself. */
@Controller
@Produces(MediaType.ALL)
final class ServerController {
    private static final List<String> LINKS = List.of(
            "update_cell",
            "get_updates",
            "view_table",
            "tables",
            "rollups",
            "holds",
            "query",
            "keys",
            "openapi",
            "openapi/ui",
            "health/liveness",
            "health/readiness",
            "metrics");

    private final ReadUpdates updates;
    private final ReadHealth health;
    private final HttpSettings settings;
    private final Work work;

    ServerController(ReadUpdates updates, ReadHealth health, HttpSettings settings, Work work) {
        this.updates = updates;
        this.health = health;
        this.settings = settings;
        this.work = work;
    }

    /** Welcomes. */
    @Get
    MutableHttpResponse<Payload> welcome(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        return Answers.ok(json -> {
            json.writeStartObject();
            json.writeStringField("message", "Welcome to Ducksheet");
            json.writeStringField("version", settings.version());
            json.writeBooleanField("open", settings.open());
            json.writeObjectFieldStart("links");
            for (var link : LINKS) {
                json.writeStringField(link.replace('/', '_'), "/" + link);
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** Says that the server runs. */
    @Get("/health/liveness")
    MutableHttpResponse<Payload> liveness(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        return Answers.ok(status("UP"));
    }

    /** Says whether the workbook answers and takes edits. */
    @Get("/health/readiness")
    CompletionStage<MutableHttpResponse<Payload>> readiness(HttpRequest<?> request) {
        Parameters.refuseAll(request);
        return work.answer(() -> isReady()
                ? Answers.ok(status("UP"))
                : Answers.json(HttpStatus.SERVICE_UNAVAILABLE, status("DOWN")).header("Retry-After", "1"));
    }

    private boolean isReady() {
        try {
            var unused = updates.head();
            return health.health().isWell();
        } catch (PortUnavailableException e) {
            return false;
        }
    }

    private static JsonDocument status(String status) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("status", status);
            json.writeEndObject();
        };
    }

    /** Describes a type of problem. */
    @Get("/problems/{slug}")
    MutableHttpResponse<Payload> problem(HttpRequest<?> request, String slug) {
        Parameters.refuseAll(request);
        var type = ProblemType.named(slug)
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "there is no problem type \"" + slug + "\"")
                        .exception());
        return Answers.ok(json -> {
            json.writeStartObject();
            json.writeStringField("type", type.uri());
            json.writeStringField("title", type.title());
            json.writeNumberField("status", type.status());
            json.writeStringField("description", type.remedy());
            json.writeEndObject();
        });
    }
}
