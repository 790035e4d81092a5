package dev.ducksheet.core.port.out;

import dev.ducksheet.core.edit.Change;

/** A version as it was told, and what is kept of the rows that it touched. */
public record Past(Change change, Images images) {}
