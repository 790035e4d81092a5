package dev.ducksheet.core.model;

import java.util.List;
import java.util.Optional;

/** Anything with rows and columns that has a name in the catalogue. Names are case-sensitive. */
public sealed interface Sheet permits Table, Rollup, DerivedView {

    /** Returns the name, unique among all sheets of a workbook. */
    String name();

    /** Returns the columns in their order of display. */
    List<Column> columns();

    /** Returns the columns that a condition may name. */
    default List<Column> askable() {
        return columns();
    }

    /** Returns the column of that name. */
    default Optional<Column> column(String name) {
        for (var column : columns()) {
            if (column.name().equals(name)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }
}
