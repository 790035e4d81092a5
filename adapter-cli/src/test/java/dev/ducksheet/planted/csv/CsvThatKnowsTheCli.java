package dev.ducksheet.planted.csv;

/** Breaks rule 3. */
public record CsvThatKnowsTheCli(dev.ducksheet.planted.cli.CliAtHome cli) {}
