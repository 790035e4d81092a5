package dev.ducksheet.planted.core.spread;

/** Breaks rule 2. */
public record SpreadThatKnowsValidation(dev.ducksheet.planted.core.validation.RuleThatKnowsPorts rule) {}
