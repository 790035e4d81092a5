package dev.ducksheet.core.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** A column of a named table. */
public record ColumnRef(String table, String column) {

    /**
     * Reads {@code table.column}. Names may have dots of their own, so the longest that begins the text of those tables
     * that are meant is the table.
     */
    public static Optional<ColumnRef> parse(String text, Collection<String> tables) {
        return tables.stream()
                .filter(table -> text.startsWith(table + ".") && text.length() > table.length() + 1)
                .max(Comparator.comparing(String::length))
                .map(table -> new ColumnRef(table, text.substring(table.length() + 1)));
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
