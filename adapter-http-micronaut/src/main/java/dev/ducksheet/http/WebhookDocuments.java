package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.port.in.ManageWebhooks.Shown;
import dev.ducksheet.http.json.Schemas;
import java.io.IOException;

/** Webhooks and their messages in JSON, without the secrets. */
final class WebhookDocuments {
    private WebhookDocuments() {}

    static void write(JsonGenerator json, Shown webhook) throws IOException {
        json.writeStartObject();
        writeMembers(json, webhook);
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Shown webhook, WebhookProgress progress) throws IOException {
        json.writeStartObject();
        writeMembers(json, webhook);
        json.writeNumberField("version", progress.version().number());
        if (!progress.failingSince().equals(ApiKey.NEVER)) {
            json.writeStringField("failing_since", progress.failingSince().toString());
        }
        if (!progress.replay().isOver()) {
            json.writeObjectFieldStart("replaying");
            json.writeNumberField("next", progress.replay().next().number());
            json.writeNumberField("to", progress.replay().last().number());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, Shown webhook) throws IOException {
        var settings = webhook.settings();
        json.writeStringField("id", webhook.id().toString());
        json.writeStringField("url", settings.url());
        Schemas.writeNames(json, "types", settings.types().patterns());
        if (settings.filter() instanceof WebhookFilter.OfSheet of) {
            json.writeStringField("table", of.sheet());
        } else if (settings.filter() instanceof WebhookFilter.OfRows of) {
            json.writeStringField("table", of.sheet());
            json.writeStringField("condition", of.condition().text());
        }
        json.writeStringField("description", settings.description());
        json.writeBooleanField("enabled", webhook.isEnabled());
        if (webhook.standing() instanceof Webhook.Standing.Disabled disabled) {
            json.writeStringField("disabled_because", disabled.why());
        }
        if (webhook.oldSecretUntil().isPresent()) {
            json.writeStringField(
                    "old_secret_until", webhook.oldSecretUntil().get().toString());
        }
        json.writeStringField("created_by", webhook.createdBy());
        json.writeStringField("created_at", webhook.createdAt().toString());
    }

    static void write(JsonGenerator json, Delivery delivery) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", delivery.id());
        json.writeStringField("webhook", delivery.webhook().toString());
        json.writeStringField("type", delivery.type().wireName());
        if (delivery.subject() instanceof Delivery.Subject.OfVersion of) {
            json.writeStringField("cursor", of.cursor().toString());
        } else if (delivery.subject() instanceof Delivery.Subject.OfNotice of) {
            json.writeNumberField("notice", of.number());
        }
        json.writeStringField("state", delivery.state().wireName());
        json.writeStringField(
                delivery.isPending() ? "next_attempt_at" : "settled_at",
                delivery.when().toString());
        json.writeStringField("created_at", delivery.createdAt().toString());
        json.writeArrayFieldStart("attempts");
        for (var attempt : delivery.attempts()) {
            write(json, attempt);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Attempt attempt) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", attempt.at().toString());
        json.writeNumberField("took_ms", attempt.took().toMillis());
        json.writeBooleanField("success", attempt.reply().isSuccess());
        if (attempt.reply() instanceof Reply.Answered answered) {
            json.writeNumberField("code", answered.code());
            json.writeStringField("body", answered.excerpt());
        } else if (attempt.reply() instanceof Reply.Unanswered unanswered) {
            json.writeStringField("error", unanswered.why());
        } else if (attempt.reply() instanceof Reply.Forbidden forbidden) {
            json.writeStringField("error", forbidden.why());
            json.writeBooleanField("forbidden", true);
        }
        json.writeEndObject();
    }
}
