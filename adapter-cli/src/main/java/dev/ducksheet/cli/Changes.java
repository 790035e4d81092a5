package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is shown of changes to those who look at one table. */
final class Changes {
    private Changes() {}

    /** Returns the change with the rows of {@code table} alone (null for all), or nothing if it has none to show. */
    static Optional<Change> shown(Change change, @Nullable String table) {
        if (table == null) {
            return Optional.of(change);
        }
        List<ChangedRow> rows =
                change.rows().stream().filter(row -> row.sheet().equals(table)).toList();
        return rows.isEmpty() && !change.sheet().equals(table)
                ? Optional.empty()
                : Optional.of(new Change(
                        change.version(),
                        change.updateId(),
                        change.sheet(),
                        change.column(),
                        change.editor(),
                        change.at(),
                        change.rowsChanged(),
                        rows,
                        change.event()));
    }
}
