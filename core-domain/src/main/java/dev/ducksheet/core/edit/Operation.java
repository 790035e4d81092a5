package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.CellValue;

/** What happens to a cell; {@code value} is as the user wrote it, not yet fitted to the column's type. */
public sealed interface Operation {

    /** Returns the value given. */
    CellValue value();

    /** Returns the name on the wire. */
    String wireName();

    /** The cell becomes the value. */
    record Set(CellValue value) implements Operation {
        @Override
        public String wireName() {
            return "set";
        }
    }

    /** The value is added to the cell; an empty cell counts as 0. */
    record Add(CellValue value) implements Operation {
        @Override
        public String wireName() {
            return "add";
        }
    }

    /**
     * The cell is multiplied by the value and rounded half up to the column's scale; an empty cell stays
     * empty.
     */
    record Multiply(CellValue value) implements Operation {
        @Override
        public String wireName() {
            return "multiply";
        }
    }
}
