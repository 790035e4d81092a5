package dev.ducksheet.planted.core.edit;

/** Breaks rule 2. */
public record EditThatKnowsPorts(dev.ducksheet.planted.core.port.out.KeepSomething port) {}
