package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.RowError;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers what has changed since a version; keeps the first of it and counts the rest. */
final class Conflicts {
    private static final int MOST_CHARACTERS = 60;

    private final Version version;
    private final List<RowError> first = new ArrayList<>();
    private long count;

    Conflicts(Version version) {
        this.version = version;
    }

    /** Notes that a cell is not what the version left. */
    void changed(int row, String name, String column, CellValue left, CellValue present) {
        add(row, column, present, name + ": the version left " + shown(left) + ", and now it is " + shown(present));
    }

    /** Notes that a row is there no more, or under another key. */
    void gone(int row, String name) {
        add(row, "", CellValue.none(), name + ": the row is there no more");
    }

    /** Notes that there is a row again where one was deleted. */
    void back(int row, String name) {
        add(row, "", CellValue.none(), name + ": there is such a row again");
    }

    private void add(int row, String column, CellValue present, String detail) {
        count++;
        if (first.size() < Refusal.MAX_ROWS) {
            first.add(new RowError(row, column, present.isNull() ? "" : shown(present), detail));
        }
    }

    private static String shown(CellValue cell) {
        var text = cell.isNull() ? "empty" : cell.display();
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 3) + "...";
    }

    /** Refuses if there is anything. */
    void refuse(long rows) {
        if (count == 0) {
            return;
        }
        var one = first.get(0);
        throw new RefusedException(new Refusal(
                Reason.CHANGED_SINCE,
                "/version",
                "version " + version + " touched " + rows + (rows == 1 ? " row" : " rows") + ", and " + count
                        + (count == 1 ? " cell or row has" : " cells or rows have")
                        + " changed since, so nothing was taken back; "
                        + (one.column().isEmpty() ? "" : "column " + one.column() + " of ") + one.detail()
                        + "; undo the later versions first, or edit the cells",
                Map.of("changed", CellValue.of(count), "version", CellValue.of(version.number())),
                first));
    }
}
