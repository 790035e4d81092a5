package dev.ducksheet.http.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.FieldError;
import dev.ducksheet.http.json.JsonDocument;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a request, as RFC 9457 tells it.
 *
 * @param status the type's own, or that of the server's own error
 * @param facts further members, for programs
 * @param headers of the response
 */
public record Problem(
        ProblemType type,
        int status,
        String detail,
        List<FieldError> errors,
        Map<String, CellValue> facts,
        Map<String, String> headers)
        implements JsonDocument {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies the parts. */
    public Problem {
        errors = List.copyOf(errors);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        headers = Map.copyOf(headers);
    }

    /** Returns a problem that says no more than its detail. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, List.of(), Map.of(), Map.of());
    }

    /** Returns a problem with one part of the request. */
    public static Problem at(ProblemType type, String pointer, String detail) {
        return of(type, detail).errors(List.of(new FieldError(pointer, detail)));
    }

    /** Returns the problem that a refusal is; {@code prefix} leads to the object its field is in. */
    public static Problem of(Refusal refusal, String prefix) {
        var problem = of(ProblemType.of(refusal.reason()), refusal.detail()).facts(refusal.facts());
        if (!refusal.rows().isEmpty()) {
            return problem.errors(refusal.rows().stream()
                    .map(row -> FieldError.of(row, prefix, refusal.field()))
                    .toList());
        }
        return refusal.field().isEmpty()
                ? problem
                : problem.errors(List.of(new FieldError(prefix + refusal.field(), refusal.detail())));
    }

    /** Returns this problem with other errors. */
    public Problem errors(List<FieldError> errors) {
        return new Problem(type, status, detail, errors, facts, headers);
    }

    /** Returns this problem with other facts. */
    public Problem facts(Map<String, CellValue> facts) {
        return new Problem(type, status, detail, errors, facts, headers);
    }

    /** Returns this problem with one more fact. */
    public Problem fact(String name, CellValue value) {
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return facts(more);
    }

    /** Returns this problem with one header. */
    public Problem header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, status, detail, errors, facts, more);
    }

    /** Returns this problem under another status, as the server itself gave it. */
    public Problem status(int status) {
        return new Problem(type, status, detail, errors, facts, headers);
    }

    /** Returns an exception that ends the handling of the request with this problem. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type.uri());
        json.writeStringField("title", type.title());
        json.writeNumberField("status", status);
        json.writeStringField("detail", detail);
        if (!errors.isEmpty()) {
            writeErrors(json);
        }
        for (var fact : facts.entrySet()) {
            json.writeFieldName(fact.getKey());
            Cells.write(json, fact.getValue());
        }
        json.writeEndObject();
    }

    private void writeErrors(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("errors");
        for (var error : errors) {
            json.writeStartObject();
            json.writeStringField("pointer", error.pointer());
            json.writeStringField("detail", error.detail());
            if (error.row().isPresent()) {
                json.writeNumberField("row", error.row().get().row());
                json.writeStringField("column", error.row().get().column());
                json.writeStringField("value", error.row().get().value());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
