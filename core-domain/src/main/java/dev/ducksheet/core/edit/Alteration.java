package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.ColumnType;

/** One step in changing the columns of a table. */
public sealed interface Alteration {

    /** A new column behind the others; every row gets its default. */
    record Add(ColumnDefinition column) implements Alteration {}

    /** A column of another name. */
    record Rename(String column, String to) implements Alteration {}

    /** A column of another type: every cell must fit it as it is, nothing is rounded. */
    record Retype(String column, ColumnType type) implements Alteration {}

    /** A column less. */
    record Drop(String column) implements Alteration {}
}
