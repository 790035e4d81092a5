package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowError;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals as the command line tells them. */
final class Refusals {
    private Refusals() {}

    static CommandFailedException failure(Refusal refusal) {
        return CommandFailedException.refused(
                refusal.detail() + " (" + refusal.reason().slug() + ")" + rows(refusal.rows()));
    }

    private static String rows(List<RowError> rows) {
        return rows.stream()
                .map(row -> "%n  row %d%s: %s"
                        .formatted(row.row(), row.column().isEmpty() ? "" : ", " + row.column(), row.detail()))
                .collect(Collectors.joining());
    }
}
