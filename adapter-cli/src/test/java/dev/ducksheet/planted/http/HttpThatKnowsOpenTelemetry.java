package dev.ducksheet.planted.http;

/** Breaks rule 4. */
public record HttpThatKnowsOpenTelemetry(io.opentelemetry.api.trace.Span span) {}
