package dev.ducksheet.http.feed;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.webhook.WebhookMessage;
import dev.ducksheet.core.webhook.WebhookMessage.Content;
import dev.ducksheet.http.json.Cells;
import dev.ducksheet.http.json.JsonDocument;
import dev.ducksheet.http.json.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Messages to webhooks in JSON, as Standard Webhooks has them: type, timestamp and data, in which the rows are the elements
 * of GET /get_updates. Of bounded size: rows that are too many are told by their count.
 */
public final class MessageBody {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_ROWS = 2000;

    private MessageBody() {}

    /** Returns a message in JSON. */
    public static String of(WebhookMessage message) {
        boolean few = !(message.content() instanceof Content.OfVersion of)
                || of.change().rows().size() <= MOST_ROWS;
        if (few) {
            var bytes = document(message, true).bytes();
            if (bytes.length <= MOST_BYTES) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return new String(document(message, false).bytes(), StandardCharsets.UTF_8);
    }

    private static JsonDocument document(WebhookMessage message, boolean withRows) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("type", message.type().wireName());
            json.writeStringField("timestamp", message.at().toString());
            json.writeObjectFieldStart("data");
            if (message.content() instanceof Content.OfVersion of) {
                write(json, of, withRows);
            } else if (message.content() instanceof Content.OfNotice of) {
                write(json, of.notice().notice());
            } else if (message.content() instanceof Content.Trial trial) {
                json.writeStringField("webhook", trial.webhook().toString());
            }
            json.writeEndObject();
            json.writeEndObject();
        };
    }

    private static void write(JsonGenerator json, Content.OfVersion of, boolean withRows) throws IOException {
        var change = of.change();
        json.writeStringField("table", change.sheet());
        if (!change.column().isEmpty()) {
            json.writeStringField("column", change.column());
        }
        json.writeNumberField("version", change.version().number());
        json.writeStringField("cursor", of.cursor().toString());
        json.writeStringField("editor", change.editor());
        json.writeStringField("update_id", change.updateId().toString());
        json.writeNumberField("rows", change.rowsChanged());
        writeEvent(json, change.event());
        long omitted = withRows
                ? change.rowsOmitted()
                : Math.max(change.rowsOmitted(), change.rows().size());
        if (omitted > 0) {
            json.writeNumberField("rows_omitted", omitted);
        }
        json.writeArrayFieldStart("changes");
        if (withRows) {
            writeRows(json, change);
        }
        json.writeEndArray();
    }

    private static void writeEvent(JsonGenerator json, Event event) throws IOException {
        if (!event.isOfCells()) {
            Schemas.write(json, event);
        }
    }

    /** What no row shows stands in the members beside them. */
    private static void writeRows(JsonGenerator json, Change change) throws IOException {
        if (!change.rows().isEmpty()) {
            new ChangeElements(json, sheet -> true).write(change);
        }
    }

    private static void write(JsonGenerator json, Notice notice) throws IOException {
        if (!notice.sheet().isEmpty()) {
            json.writeStringField("table", notice.sheet());
        }
        for (var fact : notice.facts().entrySet()) {
            json.writeFieldName(fact.getKey());
            Cells.write(json, fact.getValue());
        }
    }
}
