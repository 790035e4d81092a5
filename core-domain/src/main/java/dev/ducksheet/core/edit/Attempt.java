package dev.ducksheet.core.edit;

import java.time.Duration;
import java.time.Instant;

/**
 * One try to deliver a message.
 *
 * @param at when it began, to the millisecond
 * @param took until the answer, or the end of patience; to the millisecond
 */
public record Attempt(Instant at, Duration took, Reply reply) {}
