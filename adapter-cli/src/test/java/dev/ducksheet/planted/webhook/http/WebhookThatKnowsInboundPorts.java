package dev.ducksheet.planted.webhook.http;

/** Breaks rule 3. */
public record WebhookThatKnowsInboundPorts(dev.ducksheet.planted.core.port.in.AskSomething ask) {}
