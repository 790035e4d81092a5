package dev.ducksheet.planted.webhook.http;

/** Breaks rule 4. */
public record WebhookThatKnowsAmazon(software.amazon.awssdk.identity.spi.Identity identity) {}
