package dev.ducksheet.core.validation;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what is wrong with some of many rows; keeps the first of it and counts the rest. */
public final class RowErrors {
    private static final int MOST_CHARACTERS = 60;

    private final List<RowError> first = new ArrayList<>();
    private final Set<Integer> rows = new HashSet<>();

    /** Notes that a cell is wrong. */
    public void add(int row, String column, CellValue value, String detail) {
        add(new RowError(row, column, shortened(value.isNull() ? "" : value.display()), detail));
    }

    /** Notes that a row is wrong as a whole. */
    public void add(int row, String detail) {
        add(new RowError(row, "", "", detail));
    }

    private void add(RowError error) {
        rows.add(error.row());
        if (first.size() < Refusal.MAX_ROWS) {
            first.add(error);
        }
    }

    /** Says whether nothing is wrong. */
    public boolean isEmpty() {
        return first.isEmpty();
    }

    /**
     * Refuses the request if anything is wrong.
     *
     * @param all how many rows there are
     */
    public void refuse(Reason reason, int all) {
        if (isEmpty()) {
            return;
        }
        var one = first.get(0);
        var where = "row " + one.row() + (one.column().isEmpty() ? "" : ", column " + one.column());
        throw new RefusedException(new Refusal(
                reason,
                "/rows",
                rows.size() + " of " + all + " rows cannot be taken, so none was; " + where + ": " + one.detail(),
                Map.of("rows_wrong", CellValue.of(rows.size())),
                first));
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 3) + "...";
    }
}
