package dev.ducksheet.cli;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.RowError;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals as the command line tells them. */
final class Refusals {
    private Refusals() {}

    static CommandFailedException failure(Refusal refusal) {
        return failure(refusal, 0);
    }

    /** @param rowsBefore how many rows there are before those of the request */
    static CommandFailedException failure(Refusal refusal, long rowsBefore) {
        return CommandFailedException.refused(
                refusal.detail() + " (" + refusal.reason().slug() + ")" + rows(refusal.rows(), rowsBefore));
    }

    private static String rows(List<RowError> rows, long before) {
        return rows.stream()
                .map(row -> "%n  row %d%s: %s"
                        .formatted(before + row.row(), row.column().isEmpty() ? "" : ", " + row.column(), row.detail()))
                .collect(Collectors.joining());
    }
}
