package dev.ducksheet.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.cli.format.JsonCells;
import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookSettings;
import java.io.IOException;
import java.io.PrintWriter;

/** Webhooks and their messages in words. */
final class WebhookText {
    private WebhookText() {}

    /** Returns how an attempt went, on one line. */
    static String told(Attempt attempt) {
        long millis = attempt.took().toMillis();
        if (attempt.reply() instanceof Reply.Answered answered) {
            String excerpt = answered.excerpt().strip().replaceAll("\\s+", " ");
            return answered.code() + " after " + millis + " ms" + (excerpt.isEmpty() ? "" : ": " + excerpt);
        }
        return attempt.reply() instanceof Reply.Forbidden forbidden
                ? "not sent: " + forbidden.why()
                : "no answer after " + millis + " ms: " + ((Reply.Unanswered) attempt.reply()).why();
    }

    static void print(PrintWriter out, Attempt attempt) throws IOException {
        try (JsonGenerator json = JsonCells.generator(out)) {
            json.writeStartObject();
            json.writeStringField("at", attempt.at().toString());
            json.writeNumberField("took_ms", attempt.took().toMillis());
            json.writeBooleanField("success", attempt.reply().isSuccess());
            if (attempt.reply() instanceof Reply.Answered answered) {
                json.writeNumberField("code", answered.code());
                json.writeStringField("body", answered.excerpt());
            } else {
                json.writeStringField("error", told(attempt));
            }
            json.writeEndObject();
        }
        out.println();
    }

    static void printSecret(PrintWriter out, boolean asJson, UpdateId webhook, String secret, String what)
            throws IOException {
        if (!asJson) {
            out.println(what + ", as " + webhook + ". It is not shown again:");
            out.println(secret);
            return;
        }
        try (JsonGenerator json = JsonCells.generator(out)) {
            json.writeStartObject();
            json.writeStringField("id", webhook.toString());
            json.writeStringField("secret", secret);
            json.writeEndObject();
        }
        out.println();
    }

    /** Returns what a webhook is told of. */
    static String about(WebhookSettings settings) {
        if (settings.filter() instanceof WebhookFilter.OfSheet of) {
            return of.sheet();
        }
        return settings.filter() instanceof WebhookFilter.OfRows of
                ? of.sheet() + " where " + of.condition().text()
                : "";
    }
}
