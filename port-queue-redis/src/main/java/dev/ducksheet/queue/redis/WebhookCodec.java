package dev.ducksheet.queue.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Delivery.State;
import dev.ducksheet.core.edit.Delivery.Subject;
import dev.ducksheet.core.edit.DeliveryReport;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookSecret;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests that are about webhooks, in JSON, with the secrets that they bring. */
final class WebhookCodec {
    private static final String CREATE = "create_webhook";
    private static final String CHANGE = "change_webhook";
    private static final String ROTATE = "rotate_webhook_secret";
    private static final String DELETE = "delete_webhook";
    private static final String REPLAY_DELIVERY = "replay_delivery";
    private static final String REPLAY_VERSIONS = "replay_versions";
    private static final String REPORT = "report_deliveries";
    private static final String TELL = "tell_webhooks";

    /** The kinds that there are, for a message. */
    static final String KINDS =
            String.join(", ", CREATE, CHANGE, ROTATE, DELETE, REPLAY_DELIVERY, REPLAY_VERSIONS, REPORT);

    private static final String WEBHOOK = "webhook";
    private static final String EDITOR = "editor";
    private static final String SECRET = "secret";
    private static final String VERSION = "version";
    private static final String NOTICE = "notice";
    private static final String WHY = "why";
    private static final String TABLE = "table";
    private static final String CONDITION = "condition";
    private static final String DISABLED = "disabled";

    private WebhookCodec() {}

    static String kind(Request.OfWebhooks request) {
        if (request instanceof Request.CreateWebhook) {
            return CREATE;
        }
        if (request instanceof Request.ChangeWebhook) {
            return CHANGE;
        }
        if (request instanceof Request.RotateWebhookSecret) {
            return ROTATE;
        }
        if (request instanceof Request.DeleteWebhook) {
            return DELETE;
        }
        if (request instanceof Request.ReplayDelivery) {
            return REPLAY_DELIVERY;
        }
        if (request instanceof Request.TellWebhooks) {
            return TELL;
        }
        return request instanceof Request.ReplayVersions ? REPLAY_VERSIONS : REPORT;
    }

    static ObjectNode write(Request.OfWebhooks request) {
        var data = WireJson.object();
        if (request instanceof Request.CreateWebhook create) {
            write(data, create.settings());
            write(data, create.standing());
            data.put(SECRET, create.secret().text());
        } else if (request instanceof Request.ChangeWebhook change) {
            data.put(WEBHOOK, change.webhook().toString());
            var changes = data.putArray("changes");
            change.changes().forEach(it -> write(changes.addObject(), it));
        } else if (request instanceof Request.RotateWebhookSecret rotate) {
            data.put(WEBHOOK, rotate.webhook().toString())
                    .put(SECRET, rotate.secret().text());
        } else if (request instanceof Request.DeleteWebhook delete) {
            data.put(WEBHOOK, delete.webhook().toString());
        } else if (request instanceof Request.ReplayDelivery replay) {
            data.put("delivery", replay.delivery());
        } else if (request instanceof Request.ReplayVersions replay) {
            data.put(WEBHOOK, replay.webhook().toString())
                    .put("from", replay.from().number())
                    .put("to", replay.to().number());
        } else if (request instanceof Request.TellWebhooks tell) {
            write(data, tell.notice());
            return data;
        } else if (request instanceof Request.ReportDeliveries reported) {
            var reports = data.putArray("reports");
            reported.reports().forEach(it -> write(reports.addObject(), it));
            return data;
        }
        return data.put(EDITOR, request.editor());
    }

    /** Reads a request; empty if it is of no such kind. */
    static Optional<Request> read(String kind, UpdateId id, JsonNode data) {
        return switch (kind) {
            case CREATE ->
                Optional.of(new Request.CreateWebhook(id, settings(data), standing(data), secret(data), editor(data)));
            case CHANGE -> Optional.of(new Request.ChangeWebhook(id, id(data, WEBHOOK), changes(data), editor(data)));
            case ROTATE ->
                Optional.of(new Request.RotateWebhookSecret(id, id(data, WEBHOOK), secret(data), editor(data)));
            case DELETE -> Optional.of(new Request.DeleteWebhook(id, id(data, WEBHOOK), editor(data)));
            case REPLAY_DELIVERY ->
                Optional.of(new Request.ReplayDelivery(id, WireJson.text(data, "delivery"), editor(data)));
            case REPLAY_VERSIONS ->
                Optional.of(new Request.ReplayVersions(
                        id, id(data, WEBHOOK), version(data, "from"), version(data, "to"), editor(data)));
            case TELL -> Optional.of(new Request.TellWebhooks(id, notice(data)));
            case REPORT -> Optional.of(new Request.ReportDeliveries(id, reports(data)));
            default -> Optional.empty();
        };
    }

    private static void write(ObjectNode node, Notice notice) {
        node.put("at", notice.at().toString())
                .put("type", notice.type().wireName())
                .put(TABLE, notice.sheet());
        var facts = node.putObject("facts");
        notice.facts().forEach((name, cell) -> facts.set(name, WireJson.cell(cell)));
    }

    private static Notice notice(JsonNode node) {
        var type = EventType.named(WireJson.text(node, "type"))
                .orElseThrow(() -> new UndecodableException("\"type\" is unknown: " + node.path("type")));
        return new Notice(
                Instant.parse(WireJson.text(node, "at")),
                type,
                WireJson.text(node, TABLE),
                WireJson.cells("facts", node.path("facts")));
    }

    private static void write(ObjectNode node, WebhookSettings settings) {
        node.put("url", settings.url()).put("description", settings.description());
        write(node, settings.types());
        write(node, settings.filter());
    }

    private static WebhookSettings settings(JsonNode node) {
        return new WebhookSettings(
                WireJson.text(node, "url"), types(node), filter(node), WireJson.text(node, "description"));
    }

    private static void write(ObjectNode node, EventTypes types) {
        var list = node.putArray("types");
        types.patterns().forEach(list::add);
    }

    private static EventTypes types(JsonNode node) {
        return new EventTypes(WireJson.texts(node, "types"));
    }

    private static void write(ObjectNode node, WebhookFilter filter) {
        if (filter instanceof WebhookFilter.OfSheet of) {
            node.put(TABLE, of.sheet());
        } else if (filter instanceof WebhookFilter.OfRows of) {
            node.put(TABLE, of.sheet()).put(CONDITION, of.condition().text());
        }
    }

    private static WebhookFilter filter(JsonNode node) {
        if (!node.has(TABLE)) {
            return new WebhookFilter.Everything();
        }
        var sheet = WireJson.text(node, TABLE);
        return node.has(CONDITION)
                ? new WebhookFilter.OfRows(sheet, WireJson.condition(CONDITION, node.get(CONDITION)))
                : new WebhookFilter.OfSheet(sheet);
    }

    private static void write(ObjectNode node, Standing standing) {
        if (standing instanceof Standing.Disabled disabled) {
            node.put(DISABLED, disabled.why());
        }
    }

    private static Standing standing(JsonNode node) {
        return node.has(DISABLED) ? new Standing.Disabled(WireJson.text(node, DISABLED)) : new Standing.Enabled();
    }

    /** Each change says which it is in the member {@code change}, for what it changes to may be nothing. */
    private static void write(ObjectNode node, WebhookChange change) {
        if (change instanceof WebhookChange.Url url) {
            node.put("change", "url").put("url", url.url());
        } else if (change instanceof WebhookChange.Types types) {
            write(node.put("change", "types"), types.types());
        } else if (change instanceof WebhookChange.Filter filter) {
            write(node.put("change", "filter"), filter.filter());
        } else if (change instanceof WebhookChange.Description description) {
            node.put("change", "description").put("description", description.text());
        } else if (change instanceof WebhookChange.ToStanding standing) {
            write(node.put("change", "standing"), standing.standing());
        }
    }

    private static List<WebhookChange> changes(JsonNode data) {
        var changes = new ArrayList<WebhookChange>();
        WireJson.list(data, "changes").forEach(node -> changes.add(change(node)));
        return changes;
    }

    private static WebhookChange change(JsonNode node) {
        var change = WireJson.text(node, "change");
        return switch (change) {
            case "url" -> new WebhookChange.Url(WireJson.text(node, "url"));
            case "types" -> new WebhookChange.Types(types(node));
            case "filter" -> new WebhookChange.Filter(filter(node));
            case "description" -> new WebhookChange.Description(WireJson.text(node, "description"));
            case "standing" -> new WebhookChange.ToStanding(standing(node));
            default ->
                throw new UndecodableException("\"change\" is '" + change + "', and nothing else of a webhook is");
        };
    }

    private static void write(ObjectNode node, DeliveryReport report) {
        node.put(WEBHOOK, report.webhook().toString())
                .put(VERSION, report.version().number())
                .put(NOTICE, report.notice())
                .put("replayed", report.replayed().number());
        var deliveries = node.putArray("deliveries");
        report.deliveries().forEach(it -> write(deliveries.addObject(), it));
    }

    private static List<DeliveryReport> reports(JsonNode data) {
        var reports = new ArrayList<DeliveryReport>();
        for (var node : WireJson.list(data, "reports")) {
            var webhook = id(node, WEBHOOK);
            var deliveries = new ArrayList<Delivery>();
            WireJson.list(node, "deliveries").forEach(it -> deliveries.add(delivery(webhook, it)));
            reports.add(new DeliveryReport(
                    webhook,
                    version(node, VERSION),
                    WireJson.number(node, NOTICE),
                    version(node, "replayed"),
                    deliveries));
        }
        return reports;
    }

    private static void write(ObjectNode node, Delivery delivery) {
        node.put("id", delivery.id())
                .put("type", delivery.type().wireName())
                .put("state", delivery.state().wireName())
                .put("tries", delivery.tries())
                .put("when", delivery.when().toString())
                .put("created_at", delivery.createdAt().toString());
        if (delivery.subject() instanceof Subject.OfNotice of) {
            node.put("epoch", of.epoch()).put(NOTICE, of.number());
        } else if (delivery.subject() instanceof Subject.OfVersion of) {
            node.put("epoch", of.cursor().epoch())
                    .put(VERSION, of.cursor().version().number());
        }
        write(node.putArray("attempts"), delivery.attempts());
    }

    private static Delivery delivery(UpdateId webhook, JsonNode node) {
        var type = WireJson.text(node, "type");
        return new Delivery(
                WireJson.text(node, "id"),
                webhook,
                EventType.named(type)
                        .orElseThrow(() -> new UndecodableException("\"type\" is '" + type + "', and no event is")),
                subject(node),
                state(node),
                time(node, "created_at"),
                attempts(node));
    }

    private static Subject subject(JsonNode node) {
        var epoch = WireJson.text(node, "epoch");
        return node.has(NOTICE)
                ? new Subject.OfNotice(epoch, WireJson.number(node, NOTICE))
                : new Subject.OfVersion(new Cursor(epoch, version(node, VERSION)));
    }

    private static State state(JsonNode node) {
        var when = time(node, "when");
        return switch (WireJson.text(node, "state")) {
            case "pending" -> new State.Pending((int) WireJson.number(node, "tries"), when);
            case "delivered" -> new State.Delivered(when);
            case "failed" -> new State.Failed(when);
            default -> throw new UndecodableException("\"state\" is none of a message: " + node.get("state"));
        };
    }

    private static void write(ArrayNode list, List<Attempt> attempts) {
        for (var attempt : attempts) {
            var node = list.addObject()
                    .put("at", attempt.at().toString())
                    .put("millis", attempt.took().toMillis());
            if (attempt.reply() instanceof Reply.Answered answered) {
                node.put("code", answered.code()).put("excerpt", answered.excerpt());
            } else if (attempt.reply() instanceof Reply.Forbidden forbidden) {
                node.put("forbidden", forbidden.why());
            } else if (attempt.reply() instanceof Reply.Unanswered unanswered) {
                node.put(WHY, unanswered.why());
            }
        }
    }

    private static List<Attempt> attempts(JsonNode node) {
        var attempts = new ArrayList<Attempt>();
        WireJson.list(node, "attempts")
                .forEach(it -> attempts.add(
                        new Attempt(time(it, "at"), Duration.ofMillis(WireJson.number(it, "millis")), reply(it))));
        return attempts;
    }

    private static Reply reply(JsonNode node) {
        if (node.has("code")) {
            return new Reply.Answered((int) WireJson.number(node, "code"), WireJson.text(node, "excerpt"));
        }
        return node.has("forbidden")
                ? new Reply.Forbidden(WireJson.text(node, "forbidden"))
                : new Reply.Unanswered(WireJson.text(node, WHY));
    }

    private static WebhookSecret secret(JsonNode data) {
        return new WebhookSecret(WireJson.text(data, SECRET));
    }

    private static String editor(JsonNode data) {
        return WireJson.text(data, EDITOR, CellUpdate.ANONYMOUS);
    }

    private static Version version(JsonNode data, String member) {
        return new Version(WireJson.number(data, member));
    }

    private static UpdateId id(JsonNode data, String member) {
        return UpdateId.parse(WireJson.text(data, member))
                .orElseThrow(() -> new UndecodableException("\"" + member + "\" is no UUID"));
    }

    private static Instant time(JsonNode data, String member) {
        var text = WireJson.text(data, member);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UndecodableException("\"" + member + "\" is '" + text + "', which is no time");
        }
    }
}
