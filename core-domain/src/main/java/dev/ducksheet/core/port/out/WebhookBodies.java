package dev.ducksheet.core.port.out;

import dev.ducksheet.core.webhook.WebhookMessage;

/** Writes messages as their receivers read them. Thread-safe. */
@FunctionalInterface
public interface WebhookBodies {
    /** Returns a message in JSON, of bounded size; the same message always in the same words. */
    String body(WebhookMessage message);
}
