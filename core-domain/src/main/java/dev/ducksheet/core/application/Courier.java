package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WebhookSender.Post;
import dev.ducksheet.core.webhook.WebhookMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Brings one message to one webhook, once, and tells how that went. Thread-safe. */
record Courier(Outbound outbound, Clock clock, Telemetry telemetry) {

    /**
     * What came of it.
     *
     * @param retryAfter how long the receiver asks not to be sent anything, if it does
     */
    record Trip(Attempt attempt, Optional<Duration> retryAfter) {}

    /** Returns why nothing is ever sent to such an address, or nothing. */
    Optional<String> objection(String url) {
        return outbound.sender().objection(url);
    }

    /** Sends a message that tells of nothing. */
    Trip trial(Webhook webhook, UpdateId trial) {
        return bring(
                webhook,
                "wh_" + webhook.id() + "_test-" + trial,
                WebhookMessage.trial(webhook.id(), clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** Sends a message; blocks until it is answered, within a bound. */
    Trip bring(Webhook webhook, String id, WebhookMessage message) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var body = outbound.bodies().body(message);
        long began = System.nanoTime();
        var sent = outbound.sender()
                .send(new Post(
                        webhook.settings().url(),
                        id,
                        at,
                        body,
                        webhook.secrets().signing(at)));
        var took = Duration.ofNanos(System.nanoTime() - began).truncatedTo(ChronoUnit.MILLIS);
        telemetry.sent(sent.reply(), took);
        return new Trip(new Attempt(at, took, sent.reply()), sent.retryAfter());
    }
}
