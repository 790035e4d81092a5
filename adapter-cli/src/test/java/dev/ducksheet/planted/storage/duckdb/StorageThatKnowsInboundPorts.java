package dev.ducksheet.planted.storage.duckdb;

/** Breaks rule 3. */
public record StorageThatKnowsInboundPorts(dev.ducksheet.planted.core.port.in.AskSomething port) {}
