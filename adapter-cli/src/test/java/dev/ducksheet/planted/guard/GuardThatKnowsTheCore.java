package dev.ducksheet.planted.guard;

/** Breaks rule 3. */
public record GuardThatKnowsTheCore(dev.ducksheet.planted.core.application.UseCase useCase) {}
