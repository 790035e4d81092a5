package dev.ducksheet.core.model;

/**
 * A dimension table joined to a rollup's base table: {@code baseColumn = table.column}.
 *
 * <p>Each leaf must find at most one row, else its measures would count twice. A leaf that finds
 * none stays in the rollup with empty levels.
 */
public record Join(String table, String column, String baseColumn) {}
