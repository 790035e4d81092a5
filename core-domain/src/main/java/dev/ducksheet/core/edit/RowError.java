package dev.ducksheet.core.edit;

/**
 * What is wrong with one cell, or one row, of many.
 *
 * @param row the number of the row in the request, counted from 1
 * @param column empty if it is the row as a whole
 * @param value as a person reads it, cut if it is long; empty if there is none
 * @param detail one sentence that names the remedy
 */
public record RowError(int row, String column, String value, String detail) {}
