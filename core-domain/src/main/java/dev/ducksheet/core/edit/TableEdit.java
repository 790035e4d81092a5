package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import java.util.List;

/**
 * One change of the tables, rollups or saved queries as a user asks for it: names as written, not yet checked against a
 * catalogue.
 */
public sealed interface TableEdit {

    /** Returns the name of the table, rollup or saved query. */
    String table();

    /**
     * There is a new table, without rows.
     *
     * @param key the columns that identify a row; empty for rows that are numbered
     */
    record Create(String table, List<ColumnDefinition> columns, List<String> key) implements TableEdit {
        /** Copies the lists. */
        public Create {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }
    }

    /**
     * The columns of a table are others.
     *
     * @param steps done one after the other, all or none
     */
    record Alter(String table, List<Alteration> steps) implements TableEdit {
        /** Copies the steps. */
        public Alter {
            steps = List.copyOf(steps);
        }
    }

    /** The table is gone with all its rows, or the aggregate. */
    record Drop(String table) implements TableEdit {}

    /** There is an aggregate of what its table holds now, in the place of what was made under its name before. */
    record Aggregate(Aggregation aggregation) implements TableEdit {
        @Override
        public String table() {
            return aggregation.name();
        }
    }

    /** There is a new rollup. */
    record DefineRollup(RollupDefinition rollup) implements TableEdit {
        @Override
        public String table() {
            return rollup.name();
        }
    }

    /** The rollup is gone; the rows that it added up stay. */
    record DropRollup(String table) implements TableEdit {}

    /**
     * There is a saved query.
     *
     * @param mayReplace whether one of the same name gives way; else it must be new
     */
    record SaveQuery(SavedQuery query, boolean mayReplace) implements TableEdit {
        @Override
        public String table() {
            return query.name();
        }
    }

    /** The saved query is gone. */
    record DropQuery(String table) implements TableEdit {}
}
