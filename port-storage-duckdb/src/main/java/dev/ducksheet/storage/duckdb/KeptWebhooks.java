package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.port.out.WebhookLedger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the file keeps of webhooks, as one snapshot or transaction sees it. */
final class KeptWebhooks implements WebhookLedger {
    private final DuckDbSnapshot owner;
    private final WebhookRows webhooks;
    private final DeliveryRows deliveries;
    private final NoticeRows notices;
    private final Runnable onChange;

    /**
     * Reads, and in a transaction writes, on its owner's session.
     *
     * @param onChange is told that webhooks or notices become others
     */
    KeptWebhooks(DuckDbSnapshot owner, Session session, Runnable onChange) {
        this.owner = owner;
        this.webhooks = new WebhookRows(session);
        this.deliveries = new DeliveryRows(session);
        this.notices = new NoticeRows(session);
        this.onChange = onChange;
    }

    @Override
    public List<Webhook> webhooks() {
        return owner.reading(webhooks::all);
    }

    @Override
    public Optional<WebhookProgress> progress(UpdateId webhook) {
        return owner.reading(() -> webhooks.progress(webhook));
    }

    @Override
    public Optional<Delivery> delivery(String id) {
        return owner.reading(() -> deliveries.find(id)).stream().findFirst();
    }

    @Override
    public List<Delivery> pending(UpdateId webhook, int limit) {
        return owner.reading(() -> deliveries.pending(webhook, limit));
    }

    @Override
    public List<Delivery> newest(UpdateId webhook, int limit) {
        return owner.reading(() -> deliveries.newest(webhook, limit));
    }

    @Override
    public List<Notice.Kept> notices(long since, int limit) {
        return owner.reading(() -> notices.after(since, limit));
    }

    @Override
    public long lastNotice() {
        return owner.reading(notices::last);
    }

    @Override
    public void put(Webhook webhook) {
        onChange.run();
        writing(() -> webhooks.put(webhook));
    }

    @Override
    public void put(WebhookProgress progress) {
        writing(() -> webhooks.put(progress));
    }

    @Override
    public void put(Delivery delivery) {
        writing(() -> deliveries.put(delivery));
    }

    @Override
    public boolean remove(UpdateId webhook) {
        onChange.run();
        return owner.reading(() -> webhooks.remove(webhook));
    }

    @Override
    public void note(Notice notice) {
        onChange.run();
        writing(() -> notices.add(notice));
    }

    @Override
    public void forget(Instant before, int most) {
        writing(() -> {
            deliveries.forget(before, most);
            notices.forget(before);
        });
    }

    private void writing(Failures.Action action) {
        owner.reading(() -> {
            action.run();
            return true;
        });
    }
}
