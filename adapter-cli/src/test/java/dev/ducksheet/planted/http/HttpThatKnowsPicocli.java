package dev.ducksheet.planted.http;

/** Breaks rule 4. */
public record HttpThatKnowsPicocli(picocli.CommandLine line) {}
