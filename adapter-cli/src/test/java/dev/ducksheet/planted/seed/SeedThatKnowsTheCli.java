package dev.ducksheet.planted.seed;

/** Breaks rule 3. */
public record SeedThatKnowsTheCli(dev.ducksheet.planted.cli.CliAtHome cli) {}
