package dev.ducksheet.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.storage.duckdb.LogWords.Topic;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the update log, as JSON: {@code [id, topic, rows touched, detail, changed rows, images]}, the last four
 * null where there is nothing; those written by earlier versions have no images. The topic is its number, or {@code [kind, editor, sheet, column]} if it has none.
 *
 * @param version null if it changed nothing
 * @param detail the refusal, hold, key or webhook, what happened if it was no edit of cells, or the request that this one repeats
 * @param changes empty also if they were not asked for
 * @param images none also if the changes were not asked for
 */
record LogEntry(
        UpdateId id,
        @Nullable Version version,
        Topic topic,
        long rowsChanged,
        @Nullable String detail,
        List<ChangedRow> changes,
        LogImages images) {
    private static final String APPLIED = "applied";
    private static final String REFUSED = "refused";
    private static final String HOLD_PLACED = "hold_placed";
    private static final String HOLD_LIFTED = "hold_lifted";
    private static final String KEYS_CHANGED = "keys_changed";
    private static final String WEBHOOKS_CHANGED = "webhooks_changed";
    private static final String REPEATED = "repeated";

    static void write(JsonGenerator json, Decision decision, LogWords words) throws IOException {
        json.writeStartArray();
        json.writeString(LogJson.id(decision.request().id()));
        write(json, topic(decision), words);
        var change = decision instanceof Decision.Changed changed ? changed.change() : null;
        if (change == null) {
            json.writeNull();
        } else {
            json.writeNumber(change.rowsChanged());
        }
        json.writeString(detail(decision));
        if (change == null) {
            json.writeNull();
        } else {
            LogJson.write(json, change.rows(), words);
        }
        LogImages.write(json, decision, words);
        json.writeEndArray();
    }

    /**
     * Reads an entry; the parser is at its start.
     *
     * @param version the version that it has if it changed something
     */
    static LogEntry read(JsonParser json, Version version, LogWords words, boolean withChanges) throws IOException {
        var id = LogJson.id(json.nextTextValue());
        json.nextToken();
        var topic = json.currentToken() == JsonToken.START_ARRAY ? topic(json) : words.topic(json.getIntValue());
        long rowsChanged = json.nextLongValue(0);
        boolean changed = json.currentToken() != JsonToken.VALUE_NULL;
        var detail = json.nextTextValue();
        var changes = List.<ChangedRow>of();
        json.nextToken();
        if (changed && withChanges) {
            changes = LogJson.rows(json, words);
        } else {
            json.skipChildren();
        }
        var images = LogImages.NONE;
        if (json.nextToken() != JsonToken.END_ARRAY) {
            if (changed && withChanges) {
                images = LogImages.read(json, changes, words);
            } else {
                json.skipChildren();
            }
            CellJson.expect(json, JsonToken.END_ARRAY);
        }
        return new LogEntry(id, changed ? version : null, topic, rowsChanged, detail, changes, images);
    }

    private static void write(JsonGenerator json, Topic topic, LogWords words) throws IOException {
        int number = words.number(topic);
        if (number != LogWords.NONE) {
            json.writeNumber(number);
            return;
        }
        json.writeStartArray();
        json.writeString(topic.kind());
        json.writeString(topic.editor());
        json.writeString(topic.sheet());
        json.writeString(topic.column());
        json.writeEndArray();
    }

    private static Topic topic(JsonParser json) throws IOException {
        var topic = new Topic(json.nextTextValue(), json.nextTextValue(), json.nextTextValue(), json.nextTextValue());
        CellJson.expect(json, JsonToken.END_ARRAY);
        return topic;
    }

    private static Topic topic(Decision decision) {
        var kind = repeats(decision) ? REPEATED : kind(decision.outcome());
        if (decision instanceof Decision.Changed changed) {
            var change = changed.change();
            return new Topic(kind, change.editor(), change.sheet(), change.column());
        }
        var request = decision.request();
        return new Topic(kind, request.editor(), request.sheet(), request.column());
    }

    /** Says whether a request repeats another; then it refers to it. */
    private static boolean repeats(Decision decision) {
        return !decision.outcome().id().equals(decision.request().id());
    }

    private static String kind(Outcome outcome) {
        if (outcome instanceof Outcome.Applied) {
            return APPLIED;
        }
        if (outcome instanceof Outcome.Refused) {
            return REFUSED;
        }
        if (outcome instanceof Outcome.KeysChanged) {
            return KEYS_CHANGED;
        }
        if (outcome instanceof Outcome.WebhooksChanged) {
            return WEBHOOKS_CHANGED;
        }
        return outcome instanceof Outcome.HoldPlaced ? HOLD_PLACED : HOLD_LIFTED;
    }

    private static @Nullable String detail(Decision decision) {
        var outcome = decision.outcome();
        if (repeats(decision)) {
            return outcome.id().toString();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return LogJson.refusal(refused.refusal());
        }
        if (outcome instanceof Outcome.HoldPlaced placed) {
            return LogJson.hold(placed.hold());
        }
        if (outcome instanceof Outcome.Applied applied) {
            return applied.event().isOfCells() ? null : EventJson.write(applied.event());
        }
        if (outcome instanceof Outcome.KeysChanged keys) {
            return keys.key().toString();
        }
        if (outcome instanceof Outcome.WebhooksChanged webhooks) {
            return webhooks.webhook().toString();
        }
        return ((Outcome.HoldLifted) outcome).hold().toString();
    }

    /** Returns the key under which a request may be sent again. */
    static Optional<Idempotency.Keyed> key(Request request) {
        return request.idempotency() instanceof Idempotency.Keyed keyed ? Optional.of(keyed) : Optional.empty();
    }

    /** Returns the request that this one repeats; then this one has no outcome of its own. */
    Optional<UpdateId> repeated() {
        return topic.kind().equals(REPEATED) ? UpdateId.parse(text()) : Optional.empty();
    }

    Outcome outcome() {
        return switch (topic.kind()) {
            case APPLIED ->
                new Outcome.Applied(
                        id, Objects.requireNonNull(version), topic.sheet(), topic.column(), rowsChanged, event());
            case REFUSED -> new Outcome.Refused(id, LogJson.refusal(text()));
            case HOLD_PLACED -> new Outcome.HoldPlaced(LogJson.hold(text()));
            case KEYS_CHANGED ->
                new Outcome.KeysChanged(id, UpdateId.parse(text()).orElseThrow());
            case WEBHOOKS_CHANGED ->
                new Outcome.WebhooksChanged(id, UpdateId.parse(text()).orElseThrow());
            default -> new Outcome.HoldLifted(id, UpdateId.parse(text()).orElseThrow());
        };
    }

    /** Returns the change that it made. */
    Change change(Instant at) {
        return new Change(
                Objects.requireNonNull(version),
                id,
                topic.sheet(),
                topic.column(),
                topic.editor(),
                at,
                rowsChanged,
                changes,
                event());
    }

    private Event event() {
        return detail == null ? Event.cells() : EventJson.read(detail);
    }

    private String text() {
        return Objects.requireNonNull(detail);
    }
}
