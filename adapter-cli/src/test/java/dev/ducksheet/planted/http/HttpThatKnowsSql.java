package dev.ducksheet.planted.http;

/** Breaks rule 4. */
public record HttpThatKnowsSql(java.sql.Connection connection) {}
