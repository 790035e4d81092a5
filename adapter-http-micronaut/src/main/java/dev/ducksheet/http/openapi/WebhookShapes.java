package dev.ducksheet.http.openapi;

import static dev.ducksheet.http.openapi.Shape.atLeast;
import static dev.ducksheet.http.openapi.Shape.list;
import static dev.ducksheet.http.openapi.Shape.object;
import static dev.ducksheet.http.openapi.Shape.ref;
import static dev.ducksheet.http.openapi.Shape.sent;
import static dev.ducksheet.http.openapi.Shape.text;
import static dev.ducksheet.http.openapi.Shape.whole;

import dev.ducksheet.http.json.Json;
import dev.ducksheet.http.json.Tree;

/** The shapes of bodies that are about webhooks, and examples of them. */
final class WebhookShapes {
    static final String ID = "019b76da-a800-7000-8000-000000000024";

    static final Example NEW = Example.json("new_webhook", "Large sales, as they change", """
            {"url": "https://example.com/hook", "types": ["cell.updated", "rows.*"], "table": "sales",
              "condition": "quantity > 50", "description": "to the warehouse"}""");
    static final Example NEW_OF_ALL = Example.json("new_webhook_of_all", "Everything", """
            {"url": "https://example.com/hook"}""");
    static final Example SECRET = Example.json("webhook_secret", "Made", """
            {"id": "019b76da-a800-7000-8000-000000000024", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}""");
    static final Example ONE = Example.json("webhook", "One that works", """
            {"id": "019b76da-a800-7000-8000-000000000024", "url": "https://example.com/hook",
              "types": ["cell.updated", "rows.*"], "table": "sales", "condition": "quantity > 50",
              "description": "to the warehouse", "enabled": true, "created_by": "ann",
              "created_at": "2026-01-01T00:00:00Z", "version": 41}""");
    static final Example ALL = Example.json("webhooks", "One that works and one that does not", """
            {"webhooks": [
              {"id": "019b76da-a800-7000-8000-000000000024", "url": "https://example.com/hook", "types": ["*"],
                "description": "", "enabled": true, "created_by": "ann", "created_at": "2026-01-01T00:00:00Z"},
              {"id": "019b76da-a800-7000-8000-000000000025", "url": "https://example.org/", "types": ["table.*"],
                "description": "", "enabled": false,
                "disabled_because": "the receiver answered 410, which says that it is gone for good",
                "created_by": "ann", "created_at": "2026-01-02T00:00:00Z"}]}""");
    static final Example DISABLE = Example.json("disable_webhook", "Nothing for now", """
            {"enabled": false}""");
    static final Example CHANGED = Example.json("webhook_changed", "Done", """
            {"status": "webhooks_changed", "update_id": "019b76da-a800-7000-8000-000000000026",
              "webhook": "019b76da-a800-7000-8000-000000000024"}""");
    static final Example TRIED = Example.json("webhook_tried", "A receiver that is busy", """
            {"at": "2026-01-01T00:00:00Z", "took_ms": 301, "success": false, "code": 503, "body": "busy"}""");
    static final Example VERSIONS = Example.json("replay_versions", "Two of them", """
            {"from": 1, "to": 2}""");
    static final Example DELIVERIES = Example.json("deliveries", "One that arrived at the second attempt", """
            {"deliveries": [{"id": "wh_019b76da-a800-7000-8000-000000000024_e7-41",
              "webhook": "019b76da-a800-7000-8000-000000000024", "type": "cell.updated", "cursor": "e7-41",
              "state": "delivered", "settled_at": "2026-01-01T00:00:06Z", "created_at": "2026-01-01T00:00:00Z",
              "attempts": [
                {"at": "2026-01-01T00:00:00Z", "took_ms": 15000, "success": false,
                  "error": "no complete answer within 15000 ms"},
                {"at": "2026-01-01T00:00:05Z", "took_ms": 12, "success": true, "code": 204, "body": ""}]}]}""");

    private WebhookShapes() {}

    private static Json.Obj url() {
        return text(
                "Where messages go, over http or https; no address within a network, unless the server allows it",
                "https://example.com/hook");
    }

    private static Json.Obj types() {
        return Tree.with(
                list(text("A type, a group of types such as rows.*, or * for all", "cell.updated")),
                "description",
                "cell.updated, rows.created, rows.updated, rows.deleted, import.completed, import.failed, job.started,"
                        + " job.completed, job.failed, job.cancelled, table.created, table.altered, table.dropped");
    }

    private static Json.Obj table() {
        return text("Only what happens to this table or rollup", "sales");
    }

    private static Json.Obj tableOrNone() {
        return Tree.object(
                "type", Tree.array("string", "null"), "description", "Only what happens to this table; null for all");
    }

    private static Json.Obj condition() {
        return Shape.condition("Only these of its rows, as they are after an update");
    }

    private static Json.Obj description() {
        return text("For people", "to the warehouse");
    }

    private static Json.Obj enabled() {
        return Tree.object("type", "boolean", "description", "Whether messages are sent", "default", true);
    }

    static Json.Obj newWebhook() {
        return settings("A webhook to be made", "url");
    }

    static Json.Obj changedWebhook() {
        return settings("What is to be another; a condition with its table", "url?");
    }

    private static Json.Obj settings(String description, String url) {
        return sent(
                description,
                url,
                url(),
                "types?",
                types(),
                "table?",
                tableOrNone(),
                "condition?",
                condition(),
                "description?",
                description(),
                "enabled?",
                enabled());
    }

    static Json.Obj secret() {
        return object(
                "A webhook with its new secret",
                "id",
                text(),
                "secret",
                text(
                        "What its messages are signed with; it is not told again",
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    static Json.Obj webhook() {
        return object(
                "A webhook, without its secret; version and what follows it are told of one alone",
                "id",
                text(),
                "url",
                url(),
                "types",
                types(),
                "table?",
                table(),
                "condition?",
                text("Only these of its rows", "quantity > 50"),
                "description",
                description(),
                "enabled",
                enabled(),
                "disabled_because?",
                text("Why no messages are sent", "disabled by hand"),
                "old_secret_until?",
                text("Until when the secret before this one signs too", "2026-01-02T00:00:00Z"),
                "created_by",
                text(),
                "created_at",
                text(),
                "version?",
                whole(),
                "failing_since?",
                text("When the first attempt failed after the last that did not", "2026-01-01T00:00:00Z"),
                "replaying?",
                object("Versions that are being sent once more", "next", whole(), "to", whole()));
    }

    static Json.Obj attempt() {
        return object(
                "One try to deliver a message",
                "at",
                text(),
                "took_ms",
                atLeast(0),
                "success",
                Shape.flag("Whether it arrived"),
                "code?",
                Tree.with(whole(), "description", "The status that the receiver answered with"),
                "body?",
                text("How its answer begins", "busy"),
                "error?",
                text("Why there was no answer", "no complete answer within 15000 ms"),
                "forbidden?",
                Shape.flag("Whether nothing was sent, for the address is one within a network"));
    }

    static Json.Obj delivery() {
        return object(
                "A message, and what became of it",
                "id",
                text("What receivers are told as webhook-id", "wh_019b76da-a800-7000-8000-000000000024_e7-41"),
                "webhook",
                text(),
                "type",
                text(),
                "cursor?",
                text("The version that it tells of", "e7-41"),
                "notice?",
                whole(),
                "state",
                Shape.oneOf("pending", "delivered", "failed"),
                "next_attempt_at?",
                text(),
                "settled_at?",
                text(),
                "created_at",
                text(),
                "attempts",
                list(ref("Attempt")));
    }

    static Json.Obj versions() {
        return sent("Versions, both included", "from", atLeast(1), "to", atLeast(1));
    }
}
