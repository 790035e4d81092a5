package dev.ducksheet.planted.http;

/** Breaks rule 3. */
public record HttpThatKnowsOutboundPorts(dev.ducksheet.planted.core.port.out.KeepSomething port) {}
