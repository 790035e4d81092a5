package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.FileReaders.UnreadableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which column of a table each column of a file is: the one that is said, or else the one of its name, blanks around it
 * and capital letters apart.
 */
final class FileColumns {
    /** The place of a column that the file does not bring. */
    static final int ABSENT = -1;

    private static final int MOST_NAMED = 10;

    private final Table table;
    private final ImportSpec spec;

    FileColumns(Table table, ImportSpec spec) {
        this.table = table;
        this.spec = spec;
    }

    /** Returns how many of these names are known, to tell a header from something else. */
    long known(List<String> names) {
        return names.stream()
                .filter(name -> said(name).isPresent() || named(name).isPresent())
                .count();
    }

    /**
     * Returns for each column of the table the place of its column in the file.
     *
     * @throws UnreadableException if a name is unknown, or two columns are one, or one of the key is missing
     */
    int[] places(List<String> names) {
        var places = new int[table.columns().size()];
        Arrays.fill(places, ABSENT);
        var unknown = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i);
            var said = said(name);
            if (said.isPresent() && said.get().isEmpty()) {
                continue;
            }
            var column = said.isPresent() ? target(name, said.get()) : named(name);
            if (column.isEmpty()) {
                unknown.add(name);
            } else {
                take(places, table.indexOf(column.get().name()), i, column.get());
            }
        }
        requireKnown(unknown);
        requireUsed(names);
        return requireKey(places);
    }

    /** Returns for each column of the table the place of its column in a file without names. */
    int[] places(int columns) {
        if (columns != table.columns().size()) {
            throw new UnreadableException("the file has " + columns + " columns and no header, and " + table.name()
                    + " has " + table.columns().size() + " (" + names() + "); send a file with a header");
        }
        var places = new int[columns];
        for (int i = 0; i < columns; i++) {
            places[i] = i;
            requireWritable(table.columns().get(i));
        }
        return places;
    }

    private Optional<String> said(String name) {
        return Optional.ofNullable(spec.columns().get(name))
                .or(() -> Optional.ofNullable(spec.columns().get(name.strip())));
    }

    private Optional<Column> target(String name, String said) {
        return Optional.of(table.columns().stream()
                .filter(column -> column.name().equals(said))
                .findFirst()
                .orElseThrow(() -> new UnreadableException("column '" + shown(name) + "' of the file is to become '"
                        + said + "', and " + table.name() + " has no such column; it has " + names())));
    }

    private Optional<Column> named(String name) {
        var stripped = name.strip();
        return table.columns().stream()
                .filter(column -> column.name().equals(stripped))
                .findFirst()
                .or(() -> table.columns().stream()
                        .filter(column ->
                                column.name().toLowerCase(Locale.ROOT).equals(stripped.toLowerCase(Locale.ROOT)))
                        .findFirst());
    }

    private static void take(int[] places, int column, int place, Column named) {
        if (places[column] != ABSENT) {
            throw new UnreadableException("two columns of the file are " + named.name() + ", the "
                    + (places[column] + 1) + ". and the " + (place + 1) + ".; leave one of them out");
        }
        requireWritable(named);
        places[column] = place;
    }

    private static void requireWritable(Column column) {
        if (column.type() instanceof ColumnType.Opaque) {
            throw new UnreadableException("column " + column.name() + " is "
                    + column.type().sqlName() + ", which is shown only; leave it out");
        }
    }

    private void requireKnown(List<String> unknown) {
        if (!unknown.isEmpty()) {
            var shown = unknown.stream()
                    .limit(MOST_NAMED)
                    .map(name -> "'" + shown(name) + "'")
                    .collect(Collectors.joining(", "));
            var more = unknown.size() > MOST_NAMED ? " and " + (unknown.size() - MOST_NAMED) + " more" : "";
            throw new UnreadableException("the file has " + shown + more + ", and " + table.name() + " has " + names()
                    + "; say which column each is, or leave it out");
        }
    }

    /** A column that was said and is not there was misspelled. */
    private void requireUsed(List<String> names) {
        var there = new HashSet<String>();
        names.forEach(name -> {
            there.add(name);
            there.add(name.strip());
        });
        spec.columns().keySet().stream()
                .filter(name -> !there.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UnreadableException("the file has no column '" + shown(name) + "'; it has "
                            + names.stream()
                                    .limit(MOST_NAMED)
                                    .map(FileColumns::shown)
                                    .collect(Collectors.joining(", ")));
                });
    }

    private int[] requireKey(int[] places) {
        for (var name : spec.merging().key()) {
            if (places[table.indexOf(name)] == ABSENT) {
                throw new UnreadableException(
                        "the file has no column " + name + ", which is of the key; add it, or take another key");
            }
        }
        if (Arrays.stream(places).allMatch(place -> place == ABSENT)) {
            throw new UnreadableException("the file has none of the columns of " + table.name() + " (" + names() + ")");
        }
        return places;
    }

    String names() {
        return table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    }

    static String shown(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
