package dev.ducksheet.planted.cli;

/** Breaks rule 4. */
public record CliThatKnowsSql(org.duckdb.DuckDBConnection connection) {}
