package dev.ducksheet.planted.core.model;

/** Breaks rule 2. */
public record ModelThatKnowsPorts(dev.ducksheet.planted.core.port.in.AskSomething port) {}
