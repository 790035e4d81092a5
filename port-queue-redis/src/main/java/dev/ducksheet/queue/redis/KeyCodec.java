package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** API keys in JSON, with the hashes of their secrets: in requests, and in the key {@code ducksheet:keys}. */
final class KeyCodec {
    private KeyCodec() {}

    static ObjectNode write(Request.IssueKey request) {
        var draft = request.draft();
        return write(draft.name(), draft.role(), draft.scope())
                .put("prefix", request.prefix())
                .put("hash", request.hash())
                .put("expires_at", draft.expiresAt().toString())
                .put("editor", request.editor());
    }

    private static ObjectNode write(String name, Role role, Scope scope) {
        var node = WireJson.object().put("name", name).put("role", role.wireName());
        if (scope instanceof Scope.Listed listed) {
            var tables = node.putArray("tables");
            listed.grants().forEach(grant -> {
                var table = tables.addObject().put("table", grant.sheet());
                if (grant.rows() instanceof Reach.Only only) {
                    table.put("rows", only.condition().text());
                }
            });
        }
        return node;
    }

    static Request.IssueKey issue(UpdateId id, JsonNode data) {
        return new Request.IssueKey(
                id,
                new KeyDraft(WireJson.text(data, "name"), role(data), scope(data), time(data, "expires_at")),
                WireJson.text(data, "prefix"),
                WireJson.text(data, "hash"),
                WireJson.text(data, "editor"));
    }

    private static Role role(JsonNode data) {
        String name = WireJson.text(data, "role");
        return Role.named(name)
                .orElseThrow(() -> new UndecodableException("\"role\" is '" + name + "'; there are " + Role.NAMES));
    }

    private static Scope scope(JsonNode data) {
        if (!data.has("tables")) {
            return Scope.whole();
        }
        var grants = new ArrayList<Grant>();
        for (var table : WireJson.list(data, "tables")) {
            String name = WireJson.text(table, "table");
            grants.add(
                    table.has("rows") ? Grant.of(name, WireJson.condition("rows", table.get("rows"))) : Grant.of(name));
        }
        return new Scope.Listed(grants);
    }

    static ObjectNode write(Map<UpdateId, Instant> uses) {
        var node = WireJson.object();
        uses.forEach((key, at) -> node.put(key.toString(), at.toString()));
        return node;
    }

    static Map<UpdateId, Instant> uses(JsonNode data) {
        var uses = new HashMap<UpdateId, Instant>();
        data.fieldNames().forEachRemaining(name -> uses.put(id(name), time(data, name)));
        return uses;
    }

    private static UpdateId id(String text) {
        return UpdateId.parse(text).orElseThrow(() -> new UndecodableException("'" + text + "' is no UUID"));
    }

    private static Instant time(JsonNode data, String member) {
        String text = WireJson.text(data, member);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UndecodableException("\"" + member + "\" is '" + text + "', which is no time");
        }
    }

    /** Writes what a server without the workbook needs to check keys, and to list them. */
    static String encode(List<ApiKey> keys) {
        var all = WireJson.object();
        var list = all.putArray("keys");
        keys.forEach(key -> list.add(write(key.name(), key.role(), key.scope())
                .put("id", key.id().toString())
                .put("prefix", key.prefix())
                .put("hash", key.hash())
                .put("created_by", key.createdBy())
                .put("created_at", key.createdAt().toString())
                .put("expires_at", key.expiresAt().toString())
                .put("revoked_by", key.revokedBy())
                .put("revoked_at", key.revokedAt().toString())
                .put("last_used_at", key.lastUsedAt().toString())));
        return WireJson.text(all);
    }

    static List<ApiKey> decode(String text) {
        var keys = new ArrayList<ApiKey>();
        for (var node : WireJson.list(WireJson.parse("keys", text), "keys")) {
            keys.add(new ApiKey(
                    id(WireJson.text(node, "id")),
                    WireJson.text(node, "name"),
                    WireJson.text(node, "prefix"),
                    WireJson.text(node, "hash"),
                    role(node),
                    scope(node),
                    WireJson.text(node, "created_by"),
                    time(node, "created_at"),
                    time(node, "expires_at"),
                    WireJson.text(node, "revoked_by"),
                    time(node, "revoked_at"),
                    time(node, "last_used_at")));
        }
        return List.copyOf(keys);
    }
}
