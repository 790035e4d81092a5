package dev.ducksheet.core.validation;

import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Measure;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;

/** What an update writes to. */
public sealed interface Target {

    /** Returns the sheet that the user named. */
    Sheet sheet();

    /** Returns the column that the user named, with the type that the value must fit. */
    Column column();

    /** Returns the table whose rows are written. */
    Table base();

    /** Returns the column of {@link #base} that is written. */
    Column stored();

    /** Every matching row of a table takes the value. */
    record Cells(Table sheet, Column column) implements Target {
        @Override
        public Table base() {
            return sheet;
        }

        @Override
        public Column stored() {
            return column;
        }
    }

    /** The matching rows of a table share the value out. */
    record Total(Table sheet, Column stored) implements Target {
        @Override
        public Table base() {
            return sheet;
        }

        @Override
        public Column column() {
            return new Column(stored.name(), stored.type().summed(), false);
        }
    }

    /** The leaves under a node of a rollup share the value out. */
    record Node(Rollup sheet, Measure measure) implements Target {
        @Override
        public Table base() {
            return sheet.base();
        }

        @Override
        public Column stored() {
            return base().column(measure.column()).orElseThrow();
        }

        @Override
        public Column column() {
            ColumnType total = stored().type().summed();
            return new Column(measure.name(), total, false);
        }
    }
}
