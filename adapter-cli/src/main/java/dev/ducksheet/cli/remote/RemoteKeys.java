package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.access.Grant;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.access.Role;
import dev.ducksheet.core.access.Scope;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.KeyDraft;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.port.in.ManageKeys;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** API keys behind a URL; the server tells of their hashes nothing. */
record RemoteKeys(Server server, Submissions submissions) implements ManageKeys {

    @Override
    public List<ApiKey> keys() {
        List<ApiKey> keys = new ArrayList<>();
        server.get("/keys").path("keys").forEach(key -> keys.add(key(key)));
        return keys;
    }

    private static ApiKey key(JsonNode json) {
        return new ApiKey(
                OutcomeJson.id(json.path("id")),
                json.path("name").asText(),
                json.path("prefix").asText(),
                "",
                Role.named(json.path("role").asText())
                        .orElseThrow(() -> new ServerRefusedException("the server told of an unknown role: " + json)),
                scope(json),
                json.path("created_by").asText(),
                time(json, "created_at"),
                time(json, "expires_at"),
                json.path("revoked_by").asText(),
                time(json, "revoked_at"),
                time(json, "last_used_at"));
    }

    private static Scope scope(JsonNode json) {
        if (!json.has("tables")) {
            return Scope.whole();
        }
        List<Grant> grants = new ArrayList<>();
        for (JsonNode table : json.path("tables")) {
            String name = table.path("table").asText();
            grants.add(
                    table.has("rows")
                            ? Grant.of(
                                    name,
                                    OutcomeJson.condition(table.path("rows").asText()))
                            : Grant.of(name));
        }
        return new Scope.Listed(grants);
    }

    private static Instant time(JsonNode json, String name) {
        try {
            return json.has(name) ? Instant.parse(json.path(name).asText()) : ApiKey.NEVER;
        } catch (DateTimeException e) {
            throw new ServerRefusedException("the server told of a time that is none: " + json.path(name));
        }
    }

    @Override
    public Issue issue(KeyDraft draft, String editor) {
        Answer answer = server.send(server.request("/keys")
                .header("Content-Type", "application/json")
                .POST(Server.body(body(draft))));
        if (answer.refusal().isPresent()) {
            return new Issue(new Submission.Refused(answer.refusal().get()), "");
        }
        JsonNode made = answer.document();
        UpdateId id = OutcomeJson.id(made.path("id"));
        return new Issue(
                Submissions.decided(new Outcome.KeysChanged(id, id)),
                made.path("secret").asText());
    }

    private static ObjectNode body(KeyDraft draft) {
        ObjectNode body = Server.json().createObjectNode();
        body.put("name", draft.name());
        body.put("role", draft.role().wireName());
        if (!draft.expiresAt().equals(ApiKey.NEVER)) {
            body.put("expires_at", draft.expiresAt().toString());
        }
        if (draft.scope() instanceof Scope.Listed listed) {
            var tables = body.putArray("tables");
            listed.grants().forEach(grant -> {
                ObjectNode table = tables.addObject().put("table", grant.sheet());
                if (grant.rows() instanceof Reach.Only only) {
                    table.put("rows", only.condition().text());
                }
            });
        }
        return body;
    }

    @Override
    public Submission revoke(UpdateId key, String editor) {
        return submissions.send(server.request("/keys/" + key).DELETE(), editor, new Outcome.KeysChanged(key, key));
    }
}
