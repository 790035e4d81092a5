package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ManageWebhooks;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.out.WorkbookStore;
import dev.ducksheet.core.validation.WebhookRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks what is asked of webhooks, queues it, and reads what is kept of them. */
record ManagingWebhooks(WorkbookStore store, Submitting submitting, UpdateIds ids, Courier courier)
        implements ManageWebhooks {

    @Override
    public List<Shown> webhooks() {
        return store.webhooks().stream().map(Shown::of).toList();
    }

    @Override
    public Issue create(WebhookSettings settings, Webhook.Standing standing, String editor) {
        var secret = ids.webhookSecret();
        var submission = refusing(
                objection(settings),
                () -> submitting.enqueue(new Request.CreateWebhook(ids.next(), settings, standing, secret, editor)));
        return new Issue(submission, secret.text());
    }

    @Override
    public Submission change(UpdateId webhook, List<WebhookChange> changes, String editor) {
        var present = find(webhook);
        if (present.isEmpty()) {
            return submitting.refused(WebhookEditing.unknown(webhook));
        }
        var after = present.get();
        for (var change : changes) {
            after = change.appliedTo(after);
        }
        boolean isOther = !after.settings().equals(present.get().settings());
        return refusing(
                isOther ? objection(after.settings()) : Optional.empty(),
                () -> submitting.enqueue(new Request.ChangeWebhook(ids.next(), webhook, changes, editor)));
    }

    private Optional<Refusal> objection(WebhookSettings settings) {
        var refusal = WebhookRules.check(store.catalog(), settings);
        return refusal.isPresent()
                ? refusal
                : courier.objection(settings.url()).map(why -> Refusal.of(Reason.INVALID_REQUEST, "/url", why));
    }

    private Submission refusing(Optional<Refusal> refusal, Supplier<Submission> otherwise) {
        return refusal.map(submitting::refused).orElseGet(otherwise);
    }

    @Override
    public Issue rotate(UpdateId webhook, String editor) {
        var secret = ids.webhookSecret();
        var submission = submitting.enqueue(new Request.RotateWebhookSecret(ids.next(), webhook, secret, editor));
        return new Issue(submission, secret.text());
    }

    @Override
    public Submission delete(UpdateId webhook, String editor) {
        return submitting.enqueue(new Request.DeleteWebhook(ids.next(), webhook, editor));
    }

    @Override
    public Optional<WebhookProgress> progress(UpdateId webhook) {
        try (var snapshot = store.snapshot()) {
            return snapshot.webhooks().progress(webhook);
        }
    }

    @Override
    public List<Delivery> deliveries(UpdateId webhook, int limit) {
        try (var snapshot = store.snapshot()) {
            return snapshot.webhooks().newest(webhook, limit);
        }
    }

    @Override
    public Submission replay(String delivery, String editor) {
        return submitting.enqueue(new Request.ReplayDelivery(ids.next(), delivery, editor));
    }

    @Override
    public Submission replay(UpdateId webhook, Version from, Version to, String editor) {
        return submitting.enqueue(new Request.ReplayVersions(ids.next(), webhook, from, to, editor));
    }

    @Override
    public Trial test(UpdateId webhook) {
        return find(webhook)
                .<Trial>map(it -> new Trial.Made(tried(it)))
                .orElseGet(() -> new Trial.Refused(WebhookEditing.unknown(webhook)));
    }

    private Attempt tried(Webhook webhook) {
        return courier.trial(webhook, ids.next()).attempt();
    }

    private Optional<Webhook> find(UpdateId id) {
        return store.webhooks().stream().filter(it -> it.id().equals(id)).findFirst();
    }
}
