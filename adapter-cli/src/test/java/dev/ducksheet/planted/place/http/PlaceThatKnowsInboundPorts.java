package dev.ducksheet.planted.place.http;

/** Breaks rule 3. */
public record PlaceThatKnowsInboundPorts(dev.ducksheet.planted.core.port.in.AskSomething ask) {}
