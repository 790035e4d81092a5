package dev.ducksheet.planted.storage.duckdb;

/** Breaks rule 4. */
public record StorageThatKnowsRedis(io.lettuce.core.RedisClient client) {}
