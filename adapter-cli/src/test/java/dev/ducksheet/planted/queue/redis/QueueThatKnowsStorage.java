package dev.ducksheet.planted.queue.redis;

/** Breaks rule 3. */
public record QueueThatKnowsStorage(dev.ducksheet.planted.storage.duckdb.StoreWithoutAContractTest store) {}
