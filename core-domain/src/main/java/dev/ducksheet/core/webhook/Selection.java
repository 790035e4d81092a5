package dev.ducksheet.core.webhook;

/** Whether a webhook is told of an event. */
public sealed interface Selection {

    /** It is. */
    record Told(WebhookMessage message) implements Selection {}

    /** It is not: it did not ask for this. */
    record Passed() implements Selection {}

    /** Nobody can say: the filter does not go with the sheet as it is now, and this is why. */
    record Unclear(String why) implements Selection {}
}
