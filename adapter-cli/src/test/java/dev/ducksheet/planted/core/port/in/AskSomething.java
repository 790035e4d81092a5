package dev.ducksheet.planted.core.port.in;

/** An inbound port. */
public interface AskSomething {}
