package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.port.out.WebhookLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the twin keeps of webhooks, in plain lists; written to only by the transaction that made the copy. */
final class TwinWebhooks implements WebhookLedger {
    private static final Comparator<Delivery> NEWEST_FIRST = Comparator.comparing(Delivery::createdAt)
            .thenComparingLong(TwinWebhooks::number)
            .reversed()
            .thenComparing(Delivery::id);

    private List<Webhook> webhooks = List.of();
    private final Map<UpdateId, WebhookProgress> progress = new HashMap<>();
    private final Map<String, Delivery> deliveries = new HashMap<>();
    private final List<Notice.Kept> notices = new ArrayList<>();

    TwinWebhooks copy() {
        var copy = new TwinWebhooks();
        copy.webhooks = webhooks;
        copy.progress.putAll(progress);
        copy.deliveries.putAll(deliveries);
        copy.notices.addAll(notices);
        return copy;
    }

    @Override
    public List<Webhook> webhooks() {
        return webhooks;
    }

    @Override
    public Optional<WebhookProgress> progress(UpdateId webhook) {
        return Optional.ofNullable(progress.get(webhook));
    }

    @Override
    public Optional<Delivery> delivery(String id) {
        return Optional.ofNullable(deliveries.get(id));
    }

    @Override
    public List<Delivery> pending(UpdateId webhook, int limit) {
        return deliveries.values().stream()
                .filter(it -> it.webhook().equals(webhook) && it.isPending())
                .sorted(Comparator.comparing(Delivery::when)
                        .thenComparingLong(TwinWebhooks::number)
                        .thenComparing(Delivery::id))
                .limit(limit)
                .toList();
    }

    private static long number(Delivery delivery) {
        return delivery.subject() instanceof Delivery.Subject.OfNotice of
                ? of.number()
                : ((Delivery.Subject.OfVersion) delivery.subject())
                        .cursor()
                        .version()
                        .number();
    }

    @Override
    public List<Delivery> newest(UpdateId webhook, int limit) {
        return deliveries.values().stream()
                .filter(it -> it.webhook().equals(webhook))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Notice.Kept> notices(long since, int limit) {
        return notices.stream().filter(it -> it.number() > since).limit(limit).toList();
    }

    @Override
    public long lastNotice() {
        return notices.isEmpty() ? 0 : notices.get(notices.size() - 1).number();
    }

    @Override
    public void put(Webhook webhook) {
        var all = new ArrayList<>(webhooks);
        all.removeIf(it -> it.id().equals(webhook.id()));
        all.add(webhook);
        all.sort(Comparator.comparing(Webhook::createdAt)
                .thenComparing(it -> it.id().toString()));
        webhooks = List.copyOf(all);
    }

    @Override
    public void put(WebhookProgress next) {
        progress.put(next.webhook(), next);
    }

    @Override
    public void put(Delivery delivery) {
        deliveries.put(delivery.id(), delivery);
    }

    @Override
    public boolean remove(UpdateId webhook) {
        progress.remove(webhook);
        deliveries.values().removeIf(it -> it.webhook().equals(webhook));
        var all = new ArrayList<>(webhooks);
        boolean was = all.removeIf(it -> it.id().equals(webhook));
        webhooks = List.copyOf(all);
        return was;
    }

    @Override
    public void note(Notice notice) {
        notices.add(new Notice.Kept(lastNotice() + 1, notice));
    }

    @Override
    public void forget(Instant before, int most) {
        deliveries.values().removeIf(it -> !it.isPending() && it.when().isBefore(before));
        for (var webhook : webhooks) {
            deliveries.values().stream()
                    .filter(it -> it.webhook().equals(webhook.id()) && !it.isPending())
                    .sorted(NEWEST_FIRST)
                    .skip(most)
                    .map(Delivery::id)
                    .toList()
                    .forEach(deliveries::remove);
        }
        long last = lastNotice();
        notices.removeIf(it -> it.number() < last && it.notice().at().isBefore(before));
    }
}
