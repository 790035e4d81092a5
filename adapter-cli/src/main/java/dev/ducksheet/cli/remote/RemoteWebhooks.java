package dev.ducksheet.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Delivery.State;
import dev.ducksheet.core.edit.Delivery.Subject;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookProgress.Replay;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ManageWebhooks;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.net.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Webhooks behind a URL. */
record RemoteWebhooks(Server server, Submissions submissions) implements ManageWebhooks {
    private static final String WEBHOOKS = "/webhooks";

    @Override
    public List<Shown> webhooks() {
        List<Shown> webhooks = new ArrayList<>();
        server.get(WEBHOOKS).path("webhooks").forEach(json -> webhooks.add(webhook(json)));
        return webhooks;
    }

    private static Shown webhook(JsonNode json) {
        return new Shown(
                OutcomeJson.id(json.path("id")),
                new WebhookSettings(
                        json.path("url").asText(),
                        types(json.path("types")),
                        filter(json),
                        json.path("description").asText()),
                json.path("enabled").asBoolean()
                        ? new Standing.Enabled()
                        : new Standing.Disabled(json.path("disabled_because").asText()),
                json.has("old_secret_until") ? Optional.of(time(json, "old_secret_until")) : Optional.empty(),
                json.path("created_by").asText(),
                time(json, "created_at"));
    }

    private static EventTypes types(JsonNode json) {
        List<String> patterns = new ArrayList<>();
        json.forEach(type -> patterns.add(type.asText()));
        try {
            return new EventTypes(patterns);
        } catch (IllegalArgumentException e) {
            throw new ServerRefusedException("the server told of event types that this version does not know: " + json);
        }
    }

    private static WebhookFilter filter(JsonNode json) {
        if (!json.has("table")) {
            return new WebhookFilter.Everything();
        }
        String table = json.path("table").asText();
        return json.has("condition")
                ? new WebhookFilter.OfRows(
                        table, OutcomeJson.condition(json.path("condition").asText()))
                : new WebhookFilter.OfSheet(table);
    }

    private static Instant time(JsonNode json, String name) {
        try {
            return Instant.parse(json.path(name).asText());
        } catch (DateTimeException e) {
            throw new ServerRefusedException("the server told of a time that is none: " + json.path(name));
        }
    }

    @Override
    public Issue create(WebhookSettings settings, Standing standing, String editor) {
        ObjectNode body = Server.json().createObjectNode();
        body.put("url", settings.url());
        write(body, settings.types());
        write(body, settings.filter());
        body.put("description", settings.description());
        body.put("enabled", standing instanceof Standing.Enabled);
        return issued(sending(WEBHOOKS, body));
    }

    private static void write(ObjectNode body, EventTypes types) {
        var list = body.putArray("types");
        types.patterns().forEach(list::add);
    }

    private static void write(ObjectNode body, WebhookFilter filter) {
        if (filter instanceof WebhookFilter.OfSheet of) {
            body.put("table", of.sheet());
        } else if (filter instanceof WebhookFilter.OfRows of) {
            body.put("table", of.sheet());
            body.put("condition", of.condition().text());
        } else {
            body.putNull("table");
        }
    }

    private HttpRequest.Builder sending(String path, ObjectNode body) {
        return server.request(path).header("Content-Type", "application/json").POST(Server.body(body));
    }

    private Issue issued(HttpRequest.Builder request) {
        Answer answer = server.send(request);
        if (answer.refusal().isPresent()) {
            return new Issue(new Submission.Refused(answer.refusal().get()), "");
        }
        JsonNode made = answer.document();
        UpdateId id = OutcomeJson.id(made.path("id"));
        return new Issue(
                Submissions.decided(new Outcome.WebhooksChanged(id, id)),
                made.path("secret").asText());
    }

    @Override
    public Submission change(UpdateId webhook, List<WebhookChange> changes, String editor) {
        ObjectNode body = Server.json().createObjectNode();
        changes.forEach(change -> write(body, change));
        return submissions.send(
                server.request(path(webhook, ""))
                        .header("Content-Type", "application/json")
                        .method("PATCH", Server.body(body)),
                editor);
    }

    private static void write(ObjectNode body, WebhookChange change) {
        if (change instanceof WebhookChange.Url url) {
            body.put("url", url.url());
        } else if (change instanceof WebhookChange.Types types) {
            write(body, types.types());
        } else if (change instanceof WebhookChange.Filter filter) {
            write(body, filter.filter());
        } else if (change instanceof WebhookChange.Description description) {
            body.put("description", description.text());
        } else if (change instanceof WebhookChange.ToStanding to) {
            body.put("enabled", to.standing() instanceof Standing.Enabled);
        }
    }

    private static String path(UpdateId webhook, String rest) {
        return WEBHOOKS + "/" + webhook + rest;
    }

    @Override
    public Issue rotate(UpdateId webhook, String editor) {
        return issued(server.request(path(webhook, "/rotate")).POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public Submission delete(UpdateId webhook, String editor) {
        return submissions.send(
                server.request(path(webhook, "")).DELETE(), editor, new Outcome.WebhooksChanged(webhook, webhook));
    }

    @Override
    public Optional<WebhookProgress> progress(UpdateId webhook) {
        JsonNode json = server.get(path(webhook, ""));
        JsonNode replaying = json.path("replaying");
        return Optional.of(new WebhookProgress(
                webhook,
                new Version(json.path("version").asLong()),
                0,
                json.has("failing_since") ? time(json, "failing_since") : ApiKey.NEVER,
                replaying.isObject()
                        ? new Replay(
                                new Version(replaying.path("next").asLong()),
                                new Version(replaying.path("to").asLong()))
                        : Replay.NONE));
    }

    @Override
    public List<Delivery> deliveries(UpdateId webhook, int limit) {
        List<Delivery> deliveries = new ArrayList<>();
        server.get(path(webhook, "/deliveries?limit=" + limit))
                .path("deliveries")
                .forEach(json -> deliveries.add(delivery(json)));
        return deliveries;
    }

    private static Delivery delivery(JsonNode json) {
        List<Attempt> attempts = new ArrayList<>();
        json.path("attempts").forEach(attempt -> attempts.add(attempt(attempt)));
        return new Delivery(
                json.path("id").asText(),
                OutcomeJson.id(json.path("webhook")),
                EventType.named(json.path("type").asText())
                        .orElseThrow(() -> new ServerRefusedException("the server told of an unknown event: " + json)),
                subject(json),
                state(json, attempts.size()),
                time(json, "created_at"),
                attempts);
    }

    /** A notice is told by its number alone. */
    private static Subject subject(JsonNode json) {
        return json.has("notice")
                ? new Subject.OfNotice("", json.path("notice").asLong())
                : new Subject.OfVersion(OutcomeJson.cursor(json.path("cursor").asText()));
    }

    private static State state(JsonNode json, int tries) {
        return switch (json.path("state").asText()) {
            case "pending" -> new State.Pending(tries, time(json, "next_attempt_at"));
            case "delivered" -> new State.Delivered(time(json, "settled_at"));
            default -> new State.Failed(time(json, "settled_at"));
        };
    }

    private static Attempt attempt(JsonNode json) {
        return new Attempt(
                time(json, "at"), Duration.ofMillis(json.path("took_ms").asLong()), reply(json));
    }

    private static Reply reply(JsonNode json) {
        if (json.has("code")) {
            return new Reply.Answered(
                    json.path("code").asInt(), json.path("body").asText());
        }
        String why = json.path("error").asText();
        return json.path("forbidden").asBoolean() ? new Reply.Forbidden(why) : new Reply.Unanswered(why);
    }

    @Override
    public Submission replay(String delivery, String editor) {
        return submissions.send(
                server.request("/deliveries/" + Parameters.encoded(delivery) + "/replay")
                        .POST(HttpRequest.BodyPublishers.noBody()),
                editor);
    }

    @Override
    public Submission replay(UpdateId webhook, Version from, Version to, String editor) {
        ObjectNode body = Server.json().createObjectNode();
        body.put("from", from.number()).put("to", to.number());
        return submissions.send(sending(path(webhook, "/replay"), body), editor);
    }

    @Override
    public Trial test(UpdateId webhook) {
        Answer answer = server.send(server.request(path(webhook, "/test")).POST(HttpRequest.BodyPublishers.noBody()));
        return answer.refusal()
                .<Trial>map(Trial.Refused::new)
                .orElseGet(() -> new Trial.Made(attempt(answer.document())));
    }
}
