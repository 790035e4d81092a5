package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.WebhookSecret;
import dev.ducksheet.core.edit.WebhookSecrets;
import dev.ducksheet.core.model.CellValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON in the tables of webhooks; 006_webhooks.sql says what it is. */
final class WebhookJson {
    private static final String NONE = "none";
    private static final String FORBIDDEN = "forbidden";

    private WebhookJson() {}

    static String write(WebhookSecrets secrets) {
        return CellJson.text(json -> {
            json.writeStartArray();
            json.writeString(secrets.current().text());
            for (var outgoing : secrets.outgoing()) {
                json.writeStartArray();
                json.writeString(outgoing.secret().text());
                json.writeString(outgoing.until().toString());
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }

    static WebhookSecrets secrets(String text) {
        return CellJson.read(text, json -> {
            var current = new WebhookSecret(json.nextTextValue());
            var outgoing = new ArrayList<WebhookSecrets.Outgoing>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                outgoing.add(new WebhookSecrets.Outgoing(
                        new WebhookSecret(json.nextTextValue()), Instant.parse(json.nextTextValue())));
                CellJson.expect(json, JsonToken.END_ARRAY);
            }
            return new WebhookSecrets(current, outgoing);
        });
    }

    static String write(List<Attempt> attempts) {
        return CellJson.text(json -> {
            json.writeStartArray();
            for (var attempt : attempts) {
                json.writeStartArray();
                json.writeString(attempt.at().toString());
                json.writeNumber(attempt.took().toMillis());
                write(json, attempt.reply());
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Reply reply) throws IOException {
        if (reply instanceof Reply.Answered answered) {
            json.writeString(Integer.toString(answered.code()));
            json.writeString(answered.excerpt());
        } else if (reply instanceof Reply.Forbidden forbidden) {
            json.writeString(FORBIDDEN);
            json.writeString(forbidden.why());
        } else {
            json.writeString(NONE);
            json.writeString(((Reply.Unanswered) reply).why());
        }
    }

    static List<Attempt> attempts(String text) {
        return CellJson.read(text, json -> {
            var attempts = new ArrayList<Attempt>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                var at = Instant.parse(json.nextTextValue());
                var took = Duration.ofMillis(json.nextLongValue(0));
                attempts.add(new Attempt(at, took, reply(json)));
                CellJson.expect(json, JsonToken.END_ARRAY);
            }
            return attempts;
        });
    }

    private static Reply reply(JsonParser json) throws IOException {
        var how = json.nextTextValue();
        var words = json.nextTextValue();
        return switch (how) {
            case NONE -> new Reply.Unanswered(words);
            case FORBIDDEN -> new Reply.Forbidden(words);
            default -> new Reply.Answered(Integer.parseInt(how), words);
        };
    }

    static String write(Map<String, CellValue> facts) {
        return CellJson.text(json -> {
            json.writeStartArray();
            for (var fact : facts.entrySet()) {
                json.writeStartArray();
                json.writeString(fact.getKey());
                CellJson.write(json, fact.getValue());
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }

    static Map<String, CellValue> facts(String text) {
        return CellJson.read(text, json -> {
            var facts = new LinkedHashMap<String, CellValue>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                var name = json.nextTextValue();
                json.nextToken();
                facts.put(name, CellJson.read(json));
                CellJson.expect(json, JsonToken.END_ARRAY);
            }
            return facts;
        });
    }
}
