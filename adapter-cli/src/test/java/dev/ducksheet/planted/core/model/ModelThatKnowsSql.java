package dev.ducksheet.planted.core.model;

/** Breaks rules 1 and 4. */
public record ModelThatKnowsSql(java.sql.Connection connection) {}
