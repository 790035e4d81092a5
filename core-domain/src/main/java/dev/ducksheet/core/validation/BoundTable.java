package dev.ducksheet.core.validation;

import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import java.util.List;
import java.util.Optional;

/** A change of the tables or rollups that keeps every rule, as far as the catalogue tells. */
public sealed interface BoundTable {

    /** There will be this table. */
    record Create(Table table) implements BoundTable {}

    /**
     * A table will have other columns.
     *
     * @param columns one for each column of {@code after}
     * @param touched the columns of {@code before} that will not be there as they were
     */
    record Alter(Table before, Table after, List<From> columns, List<Column> touched) implements BoundTable {
        /** Copies the lists. */
        public Alter {
            columns = List.copyOf(columns);
            touched = List.copyOf(touched);
        }
    }

    /** This table will be gone. */
    record Drop(Table table) implements BoundTable {}

    /**
     * There will be this aggregate.
     *
     * @param before what has its name, which must be what it made before
     * @param made what it makes
     */
    record Aggregate(Aggregation aggregation, Optional<Sheet> before, Sheet made) implements BoundTable {}

    /** This view will be gone, which must be an aggregate. */
    record DropView(DerivedView view) implements BoundTable {}

    /** There will be this rollup. */
    record DefineRollup(Rollup rollup) implements BoundTable {}

    /** This rollup will be gone. */
    record DropRollup(Rollup rollup) implements BoundTable {}

    /**
     * There will be this saved query.
     *
     * @param mayReplace whether one of the same name gives way
     */
    record SaveQuery(SavedQuery query, boolean mayReplace) implements BoundTable {}

    /** This saved query will be gone. */
    record DropQuery(String name) implements BoundTable {}

    /** Where the cells of an altered table's column come from. */
    sealed interface From {
        /** From a column of the table as it was, as they are. */
        record Kept(Column column) implements From {}

        /** From a column of the table as it was, in another type. */
        record Converted(Column column) implements From {}

        /** From the column's default. */
        record Default() implements From {}
    }
}
