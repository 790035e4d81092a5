package dev.ducksheet.core.edit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.CellValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One change of a table's rows as a user asks for it: names and values as written, not yet checked against a catalogue.
 * It is done as a unit: a row that does not fit
 * refuses them all, but for imports, which may leave it out.
 */
public sealed interface RowEdit {
    /** The most rows that one request brings. */
    int MAX_ROWS = 10_000;

    /** Returns the name of the table. */
    String table();

    /**
     * There are new rows.
     *
     * @param rows for each the cells by column; a column that is left out gets its default
     */
    record Insert(String table, List<Map<String, CellValue>> rows) implements RowEdit {
        /** Copies the rows. */
        public Insert {
            rows = copies(rows);
        }
    }

    /**
     * Rows of a key that is there already are changed, the others are new. Of two rows with one key the later counts
     * where both say something.
     *
     * @param rows for each the cells by column, all of the key among them; a column that is left out stays as it is, or
     *     gets its default
     */
    record Upsert(String table, List<Map<String, CellValue>> rows) implements RowEdit {
        /** Copies the rows. */
        public Upsert {
            rows = copies(rows);
        }
    }

    /** Every row that matches takes these cells. */
    record Update(String table, Map<String, CellValue> cells, Condition condition) implements RowEdit {
        /** Copies the cells. */
        public Update {
            cells = copy(cells);
        }
    }

    /** Every row that matches is gone. */
    record Delete(String table, Condition condition) implements RowEdit {}

    /**
     * Every row is gone.
     *
     * @param confirmation the table's name once more, so that nobody empties a table by leaving something out
     */
    record DeleteAll(String table, String confirmation) implements RowEdit {}

    /**
     * The rows of a file, which were made ready beside the edits, become rows of the table.
     *
     * @param job under which they lie
     * @param merging how they meet the rows that are there
     */
    record Import(String table, UpdateId job, Merging merging) implements RowEdit {}

    private static List<Map<String, CellValue>> copies(List<Map<String, CellValue>> rows) {
        return rows.stream().map(RowEdit::copy).toList();
    }

    /** Keeps the order in which the columns were written. */
    private static Map<String, CellValue> copy(Map<String, CellValue> cells) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
}
