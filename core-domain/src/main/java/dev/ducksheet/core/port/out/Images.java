package dev.ducksheet.core.port.out;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is kept of a version so that it can be told and taken back: the images of the rows that it touched, before and
 * after.
 */
public sealed interface Images {

    /** Returns the table that it is about; empty if it is about none. */
    default String table() {
        return "";
    }

    /** Nothing is kept: the version touched no row, or nobody wanted it kept. */
    record None() implements Images {}

    /**
     * There is more than is kept.
     *
     * @param why to be read after "because"
     */
    record Omitted(String table, String why) implements Images {}

    /**
     * The columns of a table are others; a table that was created or dropped keeps none.
     *
     * @param kept the columns that are what they were before, by name and type
     */
    record Reshaped(String table, List<String> kept) implements Images {
        /** Copies the names. */
        public Reshaped {
            kept = List.copyOf(kept);
        }
    }

    /** Rows of one table. */
    record OfRows(String table, Updated updated, Whole inserted, Whole deleted) implements Images {

        /** Returns how many rows there are. */
        public long rows() {
            return (long) updated.rows().size()
                    + inserted.rows().size()
                    + deleted.rows().size();
        }

        /** Returns the columns whose cells are needed to take it back, those that name the rows among them. */
        public List<String> columns() {
            return Stream.of(
                            updated.rows().columns(),
                            updated.columns(),
                            inserted.rows().columns(),
                            inserted.columns(),
                            deleted.rows().columns(),
                            deleted.columns())
                    .flatMap(List::stream)
                    .distinct()
                    .toList();
        }

        /** Returns images of rows that took other cells. */
        public static OfRows of(String table, Updated updated) {
            return new OfRows(table, updated, Whole.none(), Whole.none());
        }
    }

    /**
     * Rows that took other cells.
     *
     * @param rows by what they are known afterwards
     * @param columns the names of those that were written
     * @param before for each of the columns the cells before
     * @param after and after
     */
    record Updated(RowNames rows, List<String> columns, List<CellColumn> before, List<CellColumn> after) {
        /** Copies the lists of columns. */
        public Updated {
            columns = List.copyOf(columns);
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /**
         * Returns the same rows, written the other way round.
         *
         * @param names by what they are known then
         */
        public Updated back(RowNames names) {
            return new Updated(names, columns, /* before= */ after, /* after= */ before);
        }

        /** Returns no rows. */
        public static Updated none() {
            return new Updated(RowNames.none(), List.of(), List.of(), List.of());
        }
    }

    /**
     * Rows that came, or went.
     *
     * @param columns all that the table has, by name
     * @param cells for each of the columns those of the rows
     */
    record Whole(RowNames rows, List<String> columns, List<CellColumn> cells) {
        /** Copies the lists of columns. */
        public Whole {
            columns = List.copyOf(columns);
            cells = List.copyOf(cells);
        }

        /** Returns no rows. */
        public static Whole none() {
            return new Whole(RowNames.none(), List.of(), List.of());
        }
    }

    /** Returns the absence of images. */
    static Images none() {
        return new None();
    }
}
