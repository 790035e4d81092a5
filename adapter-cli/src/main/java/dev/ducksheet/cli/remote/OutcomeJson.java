package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.PlanUpdate.Part;
import dev.ducksheet.core.port.in.PlanUpdate.Plan;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outcomes, holds and plans as the server tells them. */
final class OutcomeJson {
    private OutcomeJson() {}

    /** Reads an outcome; empty if it is not decided. */
    static Optional<Outcome> read(JsonNode json) {
        UpdateId id = id(json.path("update_id"));
        return switch (json.path("status").asText()) {
            case "applied" -> Optional.of(applied(id, json));
            case "placed" -> Optional.of(new Outcome.HoldPlaced(hold(json.path("hold"))));
            case "lifted" -> Optional.of(new Outcome.HoldLifted(id, id(json.path("hold"))));
            case "keys_changed" -> Optional.of(new Outcome.KeysChanged(id, id(json.path("key"))));
            case "webhooks_changed" -> Optional.of(new Outcome.WebhooksChanged(id, id(json.path("webhook"))));
            case "refused" -> Optional.of(refused(id, json.path("problem")));
            default -> Optional.empty();
        };
    }

    private static Outcome applied(UpdateId id, JsonNode json) {
        return new Outcome.Applied(
                id,
                new Version(json.path("version").asLong()),
                json.path("table").asText(),
                json.path("column").asText(),
                json.path("rows").asLong(),
                EventJson.read(json));
    }

    private static Outcome refused(UpdateId id, JsonNode problem) {
        Answer answer = new Answer(422, HttpHeaders.of(Map.of(), (name, value) -> true), problem);
        return new Outcome.Refused(id, answer.refusal().orElseThrow(answer::failure));
    }

    static Hold hold(JsonNode json) {
        return new Hold(
                id(json.path("id")),
                json.path("table").asText(),
                json.path("column").asText(),
                condition(json.path("condition").asText()),
                json.path("editor").asText());
    }

    static Condition condition(String text) {
        if (ConditionParser.parse(text) instanceof ParseResult.Parsed parsed) {
            return parsed.condition();
        }
        throw new ServerRefusedException("the server told of a condition that this version cannot read: " + text);
    }

    static UpdateId id(JsonNode json) {
        return UpdateId.parse(json.asText())
                .orElseThrow(() -> new ServerRefusedException("the server told of an id that is none: " + json));
    }

    static Plan plan(JsonNode json) {
        List<Part> parts = new ArrayList<>();
        json.path("parts").forEach(part -> parts.add(part(part)));
        return new Plan(
                cursor(json.path("cursor").asText()),
                json.path("table").asText(),
                json.path("column").asText(),
                json.path("rows").asLong(),
                JsonValues.cell(json.path("before")),
                JsonValues.cell(json.path("after")),
                parts);
    }

    private static Part part(JsonNode json) {
        return new Part(
                json.path("label").asText(),
                JsonValues.cell(json.path("before")),
                JsonValues.cell(json.path("after")),
                json.path("remainder").asLong());
    }

    static Cursor cursor(String text) {
        return Cursor.parse(text)
                .orElseThrow(() -> new ServerRefusedException("the server told of a cursor that is none: " + text));
    }
}
