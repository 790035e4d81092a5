package dev.ducksheet.planted.core.model;

/** Breaks rule 1. */
public record ModelThatKnowsALibrary(org.slf4j.Logger log) {}
