package dev.ducksheet.planted.metrics.micrometer;

/** Breaks rule 3. */
public record MetricsThatKnowTheQueue(dev.ducksheet.planted.queue.redis.QueueThatKnowsMicronaut queue) {}
