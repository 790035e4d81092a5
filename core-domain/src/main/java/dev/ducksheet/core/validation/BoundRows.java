package dev.ducksheet.core.validation;

import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import java.util.BitSet;
import java.util.List;

/** A change of rows that keeps every rule, with its names looked up and its values fitted to the columns. */
public sealed interface BoundRows {

    /** Returns the table whose rows change. */
    Table table();

    /**
     * A row that was given.
     *
     * @param number in the request, counted from 1
     * @param cells in the table's order; of a column that was left out, its default
     * @param given the places of the columns that were not left out
     */
    record GivenRow(int number, List<CellValue> cells, BitSet given) {}

    /** New rows, each with all that it needs. */
    record Insert(Table table, List<GivenRow> rows) implements BoundRows {
        /** Copies the rows. */
        public Insert {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Rows that have all of the table's key; what else they need depends on whether they are there.
     *
     * @param reach a row outside of it, before or after, refuses them all
     */
    record Upsert(Table table, List<GivenRow> rows, Reach reach) implements BoundRows {
        /** Copies the rows. */
        public Upsert {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The rows that match take these cells.
     *
     * @param columns those that are written
     * @param cells one for each of {@code columns}
     */
    record Update(Table table, List<Column> columns, List<CellValue> cells, Condition condition) implements BoundRows {
        /** Copies the lists. */
        public Update {
            columns = List.copyOf(columns);
            cells = List.copyOf(cells);
        }
    }

    /** The rows that match go. */
    record Delete(Table table, Condition condition) implements BoundRows {}

    /** All rows go. */
    record DeleteAll(Table table) implements BoundRows {}

    /** The rows of a file are merged. */
    record Import(Table table, UpdateId job, Merging merging) implements BoundRows {}
}
