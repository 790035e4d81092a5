package dev.ducksheet.planted.core.port.out;

/** An outbound port. */
public interface KeepSomething {}
