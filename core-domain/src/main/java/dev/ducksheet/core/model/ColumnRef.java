package dev.ducksheet.core.model;

/** A column of a named table. */
public record ColumnRef(String table, String column) {
    @Override
    public String toString() {
        return table + "." + column;
    }
}
