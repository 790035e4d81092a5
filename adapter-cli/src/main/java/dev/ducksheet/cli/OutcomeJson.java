package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.cli.format.JsonCells;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.port.in.PlanUpdate.Part;
import dev.ducksheet.core.port.in.PlanUpdate.Plan;
import java.io.IOException;
import java.io.PrintWriter;

/** Outcomes and plans in JSON, one object on one line. */
final class OutcomeJson {
    private OutcomeJson() {}

    static void print(PrintWriter out, Outcome outcome) throws IOException {
        try (JsonGenerator json = JsonCells.generator(out)) {
            json.writeStartObject();
            write(json, outcome);
            json.writeEndObject();
        }
        out.println();
    }

    private static void write(JsonGenerator json, Outcome outcome) throws IOException {
        if (outcome instanceof Outcome.Applied applied) {
            writeApplied(json, applied);
        } else if (outcome instanceof Outcome.HoldPlaced placed) {
            writePlaced(json, placed.hold());
        } else if (outcome instanceof Outcome.HoldLifted lifted) {
            json.writeStringField("status", "lifted");
            json.writeStringField("update_id", lifted.id().toString());
            json.writeStringField("hold", lifted.hold().toString());
        } else if (outcome instanceof Outcome.KeysChanged keys) {
            json.writeStringField("status", "keys_changed");
            json.writeStringField("update_id", keys.id().toString());
            json.writeStringField("key", keys.key().toString());
        } else if (outcome instanceof Outcome.WebhooksChanged webhooks) {
            json.writeStringField("status", "webhooks_changed");
            json.writeStringField("update_id", webhooks.id().toString());
            json.writeStringField("webhook", webhooks.webhook().toString());
        }
    }

    private static void writeApplied(JsonGenerator json, Outcome.Applied applied) throws IOException {
        json.writeStringField("status", "applied");
        json.writeStringField("update_id", applied.id().toString());
        json.writeNumberField("version", applied.version().number());
        json.writeStringField("table", applied.sheet());
        json.writeStringField("column", applied.column());
        json.writeNumberField("rows", applied.rows());
        write(json, applied.event());
    }

    static void write(JsonGenerator json, Event event) throws IOException {
        if (!event.isOfCells()) {
            json.writeStringField("event", event.wireName());
        }
        if (event instanceof Event.RowsInserted rows) {
            json.writeNumberField("inserted", rows.inserted());
            json.writeNumberField("updated", rows.updated());
        }
        if (event instanceof Event.RowsImported rows) {
            json.writeNumberField("inserted", rows.inserted());
            json.writeNumberField("updated", rows.updated());
            json.writeNumberField("unchanged", rows.unchanged());
            json.writeNumberField("deleted", rows.deleted());
        }
        if (event instanceof Event.Undone undone) {
            json.writeNumberField("undone", undone.version().number());
        }
    }

    private static void writePlaced(JsonGenerator json, Hold hold) throws IOException {
        json.writeStringField("status", "placed");
        json.writeStringField("update_id", hold.id().toString());
        json.writeObjectFieldStart("hold");
        json.writeStringField("id", hold.id().toString());
        json.writeStringField("table", hold.sheet());
        json.writeStringField("column", hold.column());
        json.writeStringField("condition", hold.condition().text());
        json.writeStringField("editor", hold.editor());
        json.writeEndObject();
    }

    static void print(PrintWriter out, Plan plan) throws IOException {
        try (JsonGenerator json = JsonCells.generator(out)) {
            json.writeStartObject();
            json.writeStringField("status", "planned");
            json.writeStringField("cursor", plan.head().toString());
            json.writeStringField("table", plan.sheet());
            json.writeStringField("column", plan.column());
            json.writeNumberField("rows", plan.rows());
            JsonCells.write(json, "before", plan.before());
            JsonCells.write(json, "after", plan.after());
            json.writeArrayFieldStart("parts");
            for (Part part : plan.parts()) {
                write(json, part);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
    }

    private static void write(JsonGenerator json, Part part) throws IOException {
        json.writeStartObject();
        json.writeStringField("label", part.label());
        JsonCells.write(json, "before", part.before());
        JsonCells.write(json, "after", part.after());
        json.writeNumberField("remainder", part.remainder());
        json.writeEndObject();
    }
}
