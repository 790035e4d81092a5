package dev.ducksheet.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A base table: the only place where values are stored.
 *
 * @param key the names of the columns that identify a row; empty if the table has none
 * @param identity by what a row stays the same row
 */
public record Table(String name, List<Column> columns, List<String> key, Identity identity) implements Sheet {
    /** The column that names the rows of tables without a key; shown only to those who ask for it by name. */
    public static final Column ROW_ID = new Column("_row_id", ColumnType.bigint(), false);

    /** By what a row stays the same row, whatever happens to the others and however often the workbook is opened. */
    public enum Identity {
        /** By its key. */
        KEY,
        /** By a number that it was given, and no other row ever is: {@link Table#ROW_ID}. */
        ROW_ID,
        /** By nothing that lasts: a table without a key that was made by another tool. */
        PLACE
    }

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
        if (key.isEmpty() == (identity == Identity.KEY)) {
            throw new IllegalArgumentException(
                    "rows of table " + name + " with key " + key + " are not known by " + identity);
        }
    }

    /** Returns a table as Ducksheet makes it: without a key, its rows are numbered. */
    public Table(String name, List<Column> columns, List<String> key) {
        this(name, columns, key, key.isEmpty() ? Identity.ROW_ID : Identity.KEY);
    }

    /** Returns the column of that name; {@link #ROW_ID} too, if the table's rows have numbers. */
    @Override
    public Optional<Column> column(String name) {
        return Sheet.super.column(name).or(() -> rowId().filter(it -> it.name().equals(name)));
    }

    /** Returns the hidden column that numbers the rows, if they are numbered. */
    public Optional<Column> rowId() {
        return identity == Identity.ROW_ID ? Optional.of(ROW_ID) : Optional.empty();
    }

    /** Returns the columns that a condition may name: all, and {@link #rowId}. */
    @Override
    public List<Column> askable() {
        return identity == Identity.ROW_ID
                ? Stream.concat(columns.stream(), Stream.of(ROW_ID)).toList()
                : columns;
    }

    /** Returns the columns of the key, in its order. */
    public List<Column> keyColumns() {
        return key.stream().map(it -> column(it).orElseThrow()).toList();
    }

    /** Returns the place of a column, counted from 0, or -1 if the table shows none of that name. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }
}
