package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.http.json.JsonDocument;
import dev.ducksheet.http.json.Schemas;
import dev.ducksheet.http.problem.Problem;
import java.io.IOException;

/** What became of requests, in JSON. */
final class Outcomes {
    private Outcomes() {}

    static JsonDocument pending(UpdateId id) {
        return json -> {
            start(json, "pending", id);
            json.writeEndObject();
        };
    }

    static JsonDocument document(Outcome outcome) {
        return json -> {
            if (outcome instanceof Outcome.Applied applied) {
                write(json, applied);
            } else if (outcome instanceof Outcome.HoldPlaced placed) {
                start(json, "placed", placed.id());
                json.writeFieldName("hold");
                write(json, placed.hold());
            } else if (outcome instanceof Outcome.HoldLifted lifted) {
                start(json, "lifted", lifted.id());
                json.writeStringField("hold", lifted.hold().toString());
            } else if (outcome instanceof Outcome.KeysChanged keys) {
                start(json, "keys_changed", keys.id());
                json.writeStringField("key", keys.key().toString());
            } else if (outcome instanceof Outcome.WebhooksChanged webhooks) {
                start(json, "webhooks_changed", webhooks.id());
                json.writeStringField("webhook", webhooks.webhook().toString());
            } else if (outcome instanceof Outcome.Refused refused) {
                start(json, "refused", refused.id());
                json.writeFieldName("problem");
                Problem.of(refused.refusal(), "").writeTo(json);
            }
            json.writeEndObject();
        };
    }

    static Problem problem(Outcome.Refused refused, String prefix) {
        return Problem.of(refused.refusal(), prefix)
                .fact("update_id", CellValue.of(refused.id().toString()));
    }

    private static void write(JsonGenerator json, Outcome.Applied applied) throws IOException {
        start(json, "applied", applied.id());
        json.writeNumberField("version", applied.version().number());
        json.writeStringField("table", applied.sheet());
        if (applied.event().isOfCells()) {
            json.writeStringField("column", applied.column());
        }
        json.writeNumberField("rows", applied.rows());
        Schemas.write(json, applied.event());
        json.writeStringField("message", done(applied.event()) + " " + applied.sheet());
    }

    private static String done(Event event) {
        if (event instanceof Event.TableCreated || event instanceof Event.RollupDefined) {
            return "Created";
        }
        if (event instanceof Event.TableAltered) {
            return "Altered";
        }
        if (event instanceof Event.TableAggregated aggregated) {
            return "Aggregated " + aggregated.aggregation().rows().source() + " into";
        }
        if (event instanceof Event.QuerySaved) {
            return "Saved";
        }
        if (event instanceof Event.Undone undone) {
            return "Took version " + undone.version() + " back in";
        }
        return event.isOfSheets() || event.isOfQueries() ? "Dropped" : "Updated";
    }

    static void write(JsonGenerator json, Hold hold) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", hold.id().toString());
        json.writeStringField("table", hold.sheet());
        json.writeStringField("column", hold.column());
        json.writeStringField("condition", hold.condition().text());
        json.writeStringField("editor", hold.editor());
        json.writeEndObject();
    }

    private static void start(JsonGenerator json, String status, UpdateId id) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", status);
        json.writeStringField("update_id", id.toString());
    }
}
