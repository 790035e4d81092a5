package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Outcome;

/** The first use of an idempotency key. */
public record KeyUse(String fingerprint, Outcome outcome) {}
