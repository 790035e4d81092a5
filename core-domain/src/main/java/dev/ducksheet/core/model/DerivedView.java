package dev.ducksheet.core.model;

import java.util.List;

/** A view that is shown and never edited, such as a pivot of a table. */
public record DerivedView(String name, List<Column> columns) implements Sheet {
    /** Copies the columns. */
    public DerivedView {
        Names.check("view", name);
        columns = List.copyOf(columns);
    }
}
