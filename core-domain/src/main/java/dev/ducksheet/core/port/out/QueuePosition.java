package dev.ducksheet.core.port.out;

/** A place in the request queue, in the queue's own notation; only the queue compares them. */
public record QueuePosition(String value) {}
