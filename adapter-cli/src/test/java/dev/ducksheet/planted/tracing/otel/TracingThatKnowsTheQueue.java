package dev.ducksheet.planted.tracing.otel;

/** Breaks rule 3. */
public record TracingThatKnowsTheQueue(dev.ducksheet.planted.queue.redis.QueueThatKnowsMicronaut queue) {}
