package dev.ducksheet.planted.core.spread;

/** Breaks no rule: serves DOUBLE measures, off the exact path. */
public record DoubleSpread(double total) {}
