package dev.ducksheet.planted.core.validation;

/** Breaks rule 2. */
public record RuleThatKnowsPorts(dev.ducksheet.planted.core.port.out.KeepSomething port) {}
