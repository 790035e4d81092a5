package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.DeliveryReport;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookProgress.Replay;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.WebhookLedger;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.WebhookRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Applies changes of the webhooks, and keeps what became of their messages. */
final class WebhookEditing {
    /** More of them would take more threads than a server should have. */
    static final int MOST = 100;

    /** After so long of nothing but failures nobody is there any more. */
    static final Duration PATIENCE = Duration.ofDays(5);

    /** For so long messages are kept that are done with, and notices. */
    static final Duration KEPT = Duration.ofDays(30);

    /** So many messages that are done with are kept of each webhook. */
    static final int MOST_KEPT = 1000;

    private final WorkbookTransaction transaction;
    private final WebhookLedger ledger;
    private final Catalog catalog;
    private final Instant at;

    WebhookEditing(WorkbookTransaction transaction, Catalog catalog, Instant at) {
        this.transaction = transaction;
        this.ledger = transaction.webhooks();
        this.catalog = catalog;
        this.at = at;
    }

    /**
     * Returns the webhook that came, went or changed; throws a {@code RefusedException}, before anything is written, if
     * nothing can.
     */
    UpdateId apply(Request.OfWebhooks request) {
        if (request instanceof Request.CreateWebhook create) {
            return create(create);
        }
        if (request instanceof Request.ChangeWebhook change) {
            return change(change);
        }
        if (request instanceof Request.RotateWebhookSecret rotate) {
            var webhook = find(rotate.webhook());
            ledger.put(webhook.with(webhook.secrets().rotated(rotate.secret(), at)));
            return webhook.id();
        }
        if (request instanceof Request.DeleteWebhook delete) {
            return delete(delete.webhook());
        }
        if (request instanceof Request.ReplayDelivery replay) {
            return replay(replay.delivery());
        }
        if (request instanceof Request.ReplayVersions replay) {
            return replay(replay);
        }
        if (request instanceof Request.TellWebhooks tell) {
            ledger.note(tell.notice());
            return tell.id();
        }
        var reported = (Request.ReportDeliveries) request;
        reported.reports().forEach(this::keep);
        ledger.forget(at.minus(KEPT), MOST_KEPT);
        return reported.id();
    }

    private UpdateId create(Request.CreateWebhook request) {
        WebhookRules.check(catalog, request.settings()).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        if (ledger.webhooks().size() >= MOST) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "",
                    "there are " + MOST + " webhooks, and that is the most; delete one that is needed no more");
        }
        var webhook = Webhook.of(request, at);
        ledger.put(webhook);
        ledger.put(WebhookProgress.from(webhook.id(), head(), ledger.lastNotice()));
        return webhook.id();
    }

    private Version head() {
        return transaction.head().version();
    }

    private UpdateId change(Request.ChangeWebhook request) {
        var before = find(request.webhook());
        var after = before;
        for (var change : request.changes()) {
            after = change.appliedTo(after);
        }
        if (!after.settings().equals(before.settings())) {
            WebhookRules.check(catalog, after.settings()).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
        }
        ledger.put(after);
        if (after.isEnabled() && !before.isEnabled()) {
            ledger.put(progress(after.id()).upTo(head(), ledger.lastNotice()).failing(ApiKey.NEVER));
        }
        return after.id();
    }

    private UpdateId delete(UpdateId webhook) {
        if (!ledger.remove(webhook)) {
            throw new RefusedException(unknown(webhook));
        }
        return webhook;
    }

    private UpdateId replay(String id) {
        var delivery = ledger.delivery(id)
                .orElseThrow(() -> new RefusedException(
                        Reason.UNKNOWN_DELIVERY,
                        "/id",
                        "there is no message '" + id + "', or it is no longer kept; list the deliveries of the webhook,"
                                + " or replay the version by its number"));
        requireEnabled(find(delivery.webhook()));
        ledger.put(delivery.again(at));
        return delivery.webhook();
    }

    private UpdateId replay(Request.ReplayVersions request) {
        var webhook = find(request.webhook());
        requireEnabled(webhook);
        requireThere(request.from(), request.to());
        var progress = progress(webhook.id());
        if (!progress.replay().isOver()) {
            throw new RefusedException(
                    Reason.IN_USE,
                    "",
                    "versions " + progress.replay().next() + " to "
                            + progress.replay().last()
                            + " are still being sent once more to this webhook; ask again when they are done");
        }
        ledger.put(progress.replaying(new Replay(request.from(), request.to())));
        return webhook.id();
    }

    private void requireThere(Version from, Version to) {
        if (from.isAfter(to) || from.equals(Version.ZERO)) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "/from",
                    "versions are sent from a first, at least 1, to a last, not from " + from + " to " + to);
        }
        if (to.isAfter(head())) {
            throw new RefusedException(
                    Reason.UNKNOWN_VERSION, "/to", "there is no version " + to + "; the newest is " + head());
        }
        var oldest = transaction.oldestRetained();
        if (oldest.isAfter(from)) {
            throw new RefusedException(
                    Reason.VERSION_GONE,
                    "/from",
                    "version " + from + " is no longer kept; the oldest that is kept is " + oldest);
        }
    }

    private static void requireEnabled(Webhook webhook) {
        if (webhook.standing() instanceof Standing.Disabled disabled) {
            throw new RefusedException(
                    Reason.INVALID_REQUEST,
                    "",
                    "webhook " + webhook.id() + " is disabled (" + disabled.why() + "); enable it first");
        }
    }

    /** Keeps what is told of a webhook; nothing of one that is gone. */
    private void keep(DeliveryReport report) {
        var webhook = known(report.webhook());
        if (webhook.isEmpty()) {
            return;
        }
        report.deliveries().forEach(ledger::put);
        var progress = progress(report.webhook());
        var next = progress.upTo(report.version(), report.notice())
                .replaying(progress.replay().after(report.replayed()))
                .failing(failingSince(progress.failingSince(), report));
        ledger.put(next);
        disabling(next, report)
                .filter(why -> webhook.get().isEnabled())
                .ifPresent(why -> ledger.put(webhook.get().with(new Standing.Disabled(why))));
    }

    private static Instant failingSince(Instant before, DeliveryReport report) {
        var since = before;
        for (var delivery : report.deliveries()) {
            if (delivery.attempts().isEmpty()) {
                continue;
            }
            var last = delivery.attempts().get(delivery.attempts().size() - 1);
            if (last.reply().isSuccess()) {
                since = ApiKey.NEVER;
            } else if (since.equals(ApiKey.NEVER)) {
                since = last.at();
            }
        }
        return since;
    }

    private Optional<String> disabling(WebhookProgress progress, DeliveryReport report) {
        if (report.deliveries().stream().anyMatch(WebhookEditing::isGone)) {
            return Optional.of("the receiver answered 410, which says that it is gone for good");
        }
        return at.isAfter(progress.failingSince().plus(PATIENCE))
                ? Optional.of("every attempt failed since " + progress.failingSince() + "; see its deliveries for how")
                : Optional.empty();
    }

    private static boolean isGone(Delivery delivery) {
        var attempts = delivery.attempts();
        return !attempts.isEmpty() && attempts.get(attempts.size() - 1).reply().isGone();
    }

    private WebhookProgress progress(UpdateId webhook) {
        return ledger.progress(webhook)
                .orElseThrow(() -> new IllegalStateException("nobody knows how far webhook " + webhook + " has come"));
    }

    private Webhook find(UpdateId id) {
        return known(id).orElseThrow(() -> new RefusedException(unknown(id)));
    }

    private Optional<Webhook> known(UpdateId id) {
        return ledger.webhooks().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    static Refusal unknown(UpdateId id) {
        return Refusal.of(
                Reason.UNKNOWN_WEBHOOK,
                "/id",
                "there is no webhook " + id + "; list the webhooks to see which there are");
    }
}
