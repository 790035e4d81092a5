package dev.ducksheet.planted.storage.duckdb;

/** Breaks rule 6. */
public final class StoreWithoutAContractTest implements dev.ducksheet.planted.core.port.out.KeepSomething {}
