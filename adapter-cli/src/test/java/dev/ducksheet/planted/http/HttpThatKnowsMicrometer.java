package dev.ducksheet.planted.http;

/** Breaks rule 4. */
public record HttpThatKnowsMicrometer(io.micrometer.core.instrument.Counter counter) {}
