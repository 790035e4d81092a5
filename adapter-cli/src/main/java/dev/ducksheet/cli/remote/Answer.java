package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.PortUnavailableException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a server answered: a document, or a problem (RFC 9457). */
record Answer(int status, HttpHeaders headers, JsonNode body) {
    private static final Set<String> OF_EVERY_PROBLEM = Set.of("type", "title", "status", "detail", "errors");

    /** Returns the document. */
    JsonNode document() {
        if (status >= 300) {
            throw failure();
        }
        return body;
    }

    /** Returns the refusal that a port knows, if the problem is one. */
    Optional<Refusal> refusal() {
        String type = body.path("type").asText("");
        return Arrays.stream(Reason.values())
                .filter(reason -> type.equals("/problems/" + reason.slug()))
                .findFirst()
                .map(this::refusal);
    }

    private Refusal refusal(Reason reason) {
        return new Refusal(reason, body.path("errors").path(0).path("pointer").asText(""), detail(), facts(), rows());
    }

    private List<RowError> rows() {
        List<RowError> rows = new ArrayList<>();
        for (JsonNode error : body.path("errors")) {
            if (error.has("row")) {
                rows.add(new RowError(
                        error.path("row").asInt(),
                        error.path("column").asText(),
                        error.path("value").asText(),
                        error.path("detail").asText()));
            }
        }
        return rows;
    }

    private Map<String, CellValue> facts() {
        Map<String, CellValue> facts = new HashMap<>();
        body.properties().stream()
                .filter(member -> !OF_EVERY_PROBLEM.contains(member.getKey()))
                .forEach(member -> facts.put(member.getKey(), JsonValues.cell(member.getValue())));
        return facts;
    }

    /** Says whether too many requests wait. */
    boolean isBusy() {
        return status == 429;
    }

    Duration retryAfter() {
        return Duration.ofSeconds(
                Math.min(3600, headers.firstValueAsLong("Retry-After").orElse(1)));
    }

    /** Returns the exception for a problem that is no refusal to the caller. */
    RuntimeException failure() {
        return status >= 500
                ? new PortUnavailableException("the server says: " + detail())
                : new ServerRefusedException(detail() + " (" + slug() + ")");
    }

    private String slug() {
        String type = body.path("type").asText("");
        return type.isEmpty() ? "HTTP " + status : type.substring(type.lastIndexOf('/') + 1);
    }

    private String detail() {
        return body.path("detail").asText("the server answered with status " + status);
    }
}
