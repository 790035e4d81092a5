package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Permission;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ManageWebhooks;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import java.util.List;
import java.util.Optional;

/** Manages webhooks for one who may, in his name; nobody else sees that there are any. */
record GuardedWebhooks(Workbook workbook, Access access, GuardedEdits edits) implements ManageWebhooks {
    private static final Permission NEEDED = Permission.MANAGE_WEBHOOKS;

    private Optional<Refusal> objection() {
        return access.objection(NEEDED).map(why -> Refusal.of(Reason.FORBIDDEN, "", why));
    }

    private ManageWebhooks webhooksOfAll() {
        return workbook.manageWebhooks();
    }

    @Override
    public List<Shown> webhooks() {
        return objection().isPresent() ? List.of() : webhooksOfAll().webhooks();
    }

    @Override
    public Issue create(WebhookSettings settings, Webhook.Standing standing, String editor) {
        return objection()
                .map(GuardedWebhooks::refused)
                .orElseGet(() -> webhooksOfAll().create(settings, standing, access.name()));
    }

    private static Issue refused(Refusal refusal) {
        return new Issue(new Submission.Refused(refusal), "");
    }

    @Override
    public Submission change(UpdateId webhook, List<WebhookChange> changes, String editor) {
        return edits.submitting(NEEDED, () -> webhooksOfAll().change(webhook, changes, access.name()));
    }

    @Override
    public Issue rotate(UpdateId webhook, String editor) {
        return objection()
                .map(GuardedWebhooks::refused)
                .orElseGet(() -> webhooksOfAll().rotate(webhook, access.name()));
    }

    @Override
    public Submission delete(UpdateId webhook, String editor) {
        return edits.submitting(NEEDED, () -> webhooksOfAll().delete(webhook, access.name()));
    }

    @Override
    public Optional<WebhookProgress> progress(UpdateId webhook) {
        return objection().isPresent() ? Optional.empty() : webhooksOfAll().progress(webhook);
    }

    @Override
    public List<Delivery> deliveries(UpdateId webhook, int limit) {
        return objection().isPresent() ? List.of() : webhooksOfAll().deliveries(webhook, limit);
    }

    @Override
    public Submission replay(String delivery, String editor) {
        return edits.submitting(NEEDED, () -> webhooksOfAll().replay(delivery, access.name()));
    }

    @Override
    public Submission replay(UpdateId webhook, Version from, Version to, String editor) {
        return edits.submitting(NEEDED, () -> webhooksOfAll().replay(webhook, from, to, access.name()));
    }

    @Override
    public Trial test(UpdateId webhook) {
        return objection()
                .<Trial>map(Trial.Refused::new)
                .orElseGet(() -> webhooksOfAll().test(webhook));
    }
}
