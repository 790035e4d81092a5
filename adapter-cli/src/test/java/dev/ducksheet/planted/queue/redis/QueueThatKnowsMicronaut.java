package dev.ducksheet.planted.queue.redis;

/** Breaks rule 4. */
public record QueueThatKnowsMicronaut(io.micronaut.http.HttpRequest<?> request) {}
