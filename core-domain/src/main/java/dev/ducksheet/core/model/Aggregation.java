package dev.ducksheet.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a table added up under a name of their own: names as they were given, not yet checked.
 *
 * @param rows what it holds
 * @param refresh when it holds what the table holds
 */
public record Aggregation(String name, DerivedViewDefinition.Grouped rows, Refresh refresh) {

    /** When an aggregate holds what its table holds; {@link #wireName} is stable. */
    public enum Refresh {
        /** When somebody asked for it: a table that is replaced as a whole. */
        MANUAL,
        /** Always: a view. */
        ON_CHANGE;

        /** What may be written, with commas between. */
        public static final String NAMES =
                Stream.of(values()).map(Refresh::wireName).collect(Collectors.joining(", "));

        /** Returns the name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Reads a name, in small or capital letters, with a hyphen or an underscore. */
        public static Optional<Refresh> named(String name) {
            return Stream.of(values())
                    .filter(it -> it.name().equalsIgnoreCase(name.replace('-', '_')))
                    .findFirst();
        }
    }

    /** Returns the name of an aggregate of a table for which none was chosen. */
    public static String nameOver(String table) {
        return table + "_agg";
    }

    /** Returns the name of the column that counts the rows of a table, if none was chosen. */
    public static String countOf(String table) {
        return "no_of_" + table;
    }

    /**
     * Returns the sheet that it makes: a table whose rows are numbered, or a view.
     *
     * @param source the table whose rows are added up; it has the columns that are named
     */
    public Sheet over(Table source) {
        var columns = rows.columns(source);
        return refresh == Refresh.MANUAL ? new Table(name, columns, List.of()) : new DerivedView(name, columns);
    }

    /** Says whether a sheet of this name can be what it made, and not what another tool put in its place. */
    public boolean mayHaveMade(Sheet sheet) {
        boolean isOfKind = refresh == Refresh.MANUAL
                ? sheet instanceof Table table && table.identity() == Table.Identity.ROW_ID
                : sheet instanceof DerivedView;
        return isOfKind && sheet.name().equals(name);
    }
}
