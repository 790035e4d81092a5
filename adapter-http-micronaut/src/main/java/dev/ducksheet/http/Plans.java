package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.in.PlanUpdate;
import dev.ducksheet.core.port.in.PlanUpdate.Planning;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.problem.Problem;
import io.micronaut.http.MutableHttpResponse;
import java.io.IOException;

/** What an update would do, in JSON. */
final class Plans {
    private Plans() {}

    static MutableHttpResponse<Payload> answer(Planning planning, String prefix) {
        if (planning instanceof Planning.Refused refused) {
            throw Problem.of(refused.refusal(), prefix).exception();
        }
        var plan = ((Planning.Planned) planning).plan();
        return Answers.ok(json -> write(json, plan));
    }

    private static void write(JsonGenerator json, PlanUpdate.Plan plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", "planned");
        json.writeStringField("cursor", plan.head().toString());
        json.writeStringField("table", plan.sheet());
        json.writeStringField("column", plan.column());
        json.writeNumberField("rows", plan.rows());
        write(json, "before", plan.before());
        write(json, "after", plan.after());
        json.writeArrayFieldStart("parts");
        for (var part : plan.parts()) {
            json.writeStartObject();
            json.writeStringField("label", part.label());
            write(json, "before", part.before());
            write(json, "after", part.after());
            json.writeNumberField("remainder", part.remainder());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, CellValue cell) throws IOException {
        json.writeFieldName(name);
        Cells.write(json, cell);
    }
}
