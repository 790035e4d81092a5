package dev.ducksheet.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.http.json.Fields;
import dev.ducksheet.http.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** API keys in JSON, without their secrets. */
final class KeyDocuments {
    private KeyDocuments() {}

    /** Reads what key is wanted, or ends the request. */
    static KeyDraft read(Json json) {
        var fields = Fields.of(json);
        var name = fields.requiredText("name");
        var role = fields.read("role", "one of " + Role.NAMES, it -> text(it).flatMap(Role::named));
        if (!fields.has("role")) {
            fields.wrong("role", "\"role\" is missing; it is one of " + Role.NAMES);
        }
        var expires = fields.read(
                "expires_at", "a time such as 2027-01-01T00:00:00Z", it -> text(it).flatMap(KeyDocuments::time));
        var scope = fields.has("tables") ? scope(fields) : Scope.whole();
        fields.refuseOthers();
        Bodies.requireNoErrors(fields);
        return new KeyDraft(name, role.orElseThrow(), scope, expires.orElse(ApiKey.NEVER));
    }

    private static Optional<String> text(Json json) {
        return json instanceof Json.Str text ? Optional.of(text.text()) : Optional.empty();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Scope scope(Fields fields) {
        var grants = new ArrayList<Grant>();
        for (var table : fields.objects("tables")) {
            var name = table.requiredText("table");
            grants.add(
                    table.has("rows")
                            ? Grant.of(
                                    name,
                                    Conditions.read(table.any("rows").orElse(Json.Word.NULL), table.pointerTo("rows")))
                            : Grant.of(name));
            table.refuseOthers();
        }
        try {
            return new Scope.Listed(grants);
        } catch (IllegalArgumentException e) {
            fields.wrong("tables", String.valueOf(e.getMessage()));
            return Scope.whole();
        }
    }

    static void write(JsonGenerator json, ApiKey key) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", key.id().toString());
        json.writeStringField("name", key.name());
        json.writeStringField("prefix", key.prefix());
        json.writeStringField("role", key.role().wireName());
        if (key.scope() instanceof Scope.Listed listed) {
            json.writeArrayFieldStart("tables");
            for (var grant : listed.grants()) {
                write(json, grant);
            }
            json.writeEndArray();
        }
        json.writeStringField("created_by", key.createdBy());
        write(json, "created_at", key.createdAt());
        write(json, "expires_at", key.expiresAt());
        write(json, "last_used_at", key.lastUsedAt());
        if (key.isRevoked()) {
            json.writeStringField("revoked_by", key.revokedBy());
            write(json, "revoked_at", key.revokedAt());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Grant grant) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", grant.sheet());
        if (grant.rows() instanceof Reach.Only only) {
            json.writeStringField("rows", only.condition().text());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Instant time) throws IOException {
        if (!time.equals(ApiKey.NEVER)) {
            json.writeStringField(name, time.toString());
        }
    }
}
