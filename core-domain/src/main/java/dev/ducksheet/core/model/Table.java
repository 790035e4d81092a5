package dev.ducksheet.core.model;

import java.util.HashSet;
import java.util.List;

/**
 * A base table: the only place where values are stored.
 *
 * @param key the names of the columns that identify a row; empty if rows are identified by their
 *     place alone
 */
public record Table(String name, List<Column> columns, List<String> key) implements Sheet {
    /** Refuses a table without columns, with a name twice, or with a key that is none of its columns. */
    public Table {
        Names.check("table", name);
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("table " + name + " has column " + column.name() + " twice");
            }
        }
        if (columns.isEmpty() || !names.containsAll(key)) {
            throw new IllegalArgumentException("table " + name + " needs columns, and its key " + key + " among them");
        }
    }

    /** Returns the place of a column, counted from 0, or -1 if the table has none of that name. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
