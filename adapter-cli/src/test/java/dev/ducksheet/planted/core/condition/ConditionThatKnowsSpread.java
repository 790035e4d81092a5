package dev.ducksheet.planted.core.condition;

/** Breaks rule 2. */
public record ConditionThatKnowsSpread(dev.ducksheet.planted.core.spread.ExactSpread spread) {}
