package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.storage.duckdb.LogWords.Shape;
import dev.ducksheet.storage.duckdb.LogWords.Topic;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** One row of the update log: how a decision is written and read. */
final class LogEntry {
    /** The columns in the order in which this reads them, of {@link #TABLES}. */
    static final String COLUMNS = "l.version, CAST(l.update_id AS VARCHAR), l.decided_at, t.editor, t.sheet,"
            + " t.column_name, l.row_count, t.kind, l.detail";

    static final String TABLES =
            "workbook.ducksheet.update_log l JOIN workbook.ducksheet.topic t ON t.number = l.topic";

    private static final String APPLIED = "applied";
    private static final String REFUSED = "refused";
    private static final String HOLD_PLACED = "hold_placed";
    private static final String HOLD_LIFTED = "hold_lifted";
    private static final String REPEATED = "repeated";

    private LogEntry() {}

    /** Appends a decision, in the order of the table's columns. */
    static void append(DuckDBAppender log, Decision decision, @Nullable String changes, LogWords words)
            throws SQLException {
        var change = decision instanceof Decision.Changed changed ? changed.change() : null;
        log.beginRow();
        append(log, change == null ? null : change.version().number());
        log.append(decision.request().id().value());
        log.append(LocalDateTime.ofInstant(decision.at(), ZoneOffset.UTC));
        log.append(words.number(topic(decision)));
        append(log, change == null ? null : change.rowsChanged());
        log.append(detail(decision));
        log.append(changes);
        log.endRow();
    }

    private static void append(DuckDBAppender log, @Nullable Long number) throws SQLException {
        if (number == null) {
            log.appendNull();
        } else {
            log.append(number.longValue());
        }
    }

    private static Topic topic(Decision decision) {
        var kind = repeats(decision) ? REPEATED : kind(decision.outcome());
        if (decision instanceof Decision.Changed changed) {
            var change = changed.change();
            return new Topic(kind, change.editor(), change.sheet(), change.column());
        }
        var request = decision.request();
        return new Topic(kind, request.editor(), request.sheet(), request.column());
    }

    /** Says whether a request repeats another; then it refers to it. */
    private static boolean repeats(Decision decision) {
        return !decision.outcome().id().equals(decision.request().id());
    }

    private static String kind(Outcome outcome) {
        if (outcome instanceof Outcome.Applied) {
            return APPLIED;
        }
        if (outcome instanceof Outcome.Refused) {
            return REFUSED;
        }
        return outcome instanceof Outcome.HoldPlaced ? HOLD_PLACED : HOLD_LIFTED;
    }

    private static @Nullable String detail(Decision decision) {
        var outcome = decision.outcome();
        if (repeats(decision)) {
            return outcome.id().toString();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return LogJson.refusal(refused.refusal());
        }
        if (outcome instanceof Outcome.HoldPlaced placed) {
            return LogJson.hold(placed.hold());
        }
        if (outcome instanceof Outcome.Applied applied) {
            return applied.event().isOfCells() ? null : EventJson.write(applied.event());
        }
        return ((Outcome.HoldLifted) outcome).hold().toString();
    }

    /** Returns the key under which a request may be sent again. */
    static Optional<Idempotency.Keyed> key(Request request) {
        return request.idempotency() instanceof Idempotency.Keyed keyed ? Optional.of(keyed) : Optional.empty();
    }

    /** Reads the rows of a chunk of which {@link #COLUMNS} start at {@code from}. */
    static final class Reader {
        private final DuckDBReadableVector[] columns = new DuckDBReadableVector[9];

        Reader(Rows rows, int from) {
            for (int i = 0; i < columns.length; i++) {
                columns[i] = rows.column(from + i);
            }
        }

        UpdateId id(int row) {
            return UpdateId.parse(Cells.text(columns[1], row)).orElseThrow();
        }

        /** Returns the request that this one repeats; then this one has no outcome of its own. */
        Optional<UpdateId> repeated(int row) {
            return Cells.text(columns[7], row).equals(REPEATED)
                    ? UpdateId.parse(Cells.text(columns[8], row))
                    : Optional.empty();
        }

        Outcome outcome(int row) {
            return switch (Cells.text(columns[7], row)) {
                case APPLIED ->
                    new Outcome.Applied(
                            id(row),
                            version(row),
                            Cells.text(columns[4], row),
                            Cells.text(columns[5], row),
                            columns[6].getLong(row),
                            event(row));
                case REFUSED -> new Outcome.Refused(id(row), LogJson.refusal(Cells.text(columns[8], row)));
                case HOLD_PLACED -> new Outcome.HoldPlaced(LogJson.hold(Cells.text(columns[8], row)));
                default ->
                    new Outcome.HoldLifted(
                            id(row), UpdateId.parse(Cells.text(columns[8], row)).orElseThrow());
            };
        }

        Change change(int row, String changes, List<Shape> shapes) {
            return new Change(
                    version(row),
                    id(row),
                    Cells.text(columns[4], row),
                    Cells.text(columns[5], row),
                    Cells.text(columns[3], row),
                    Cells.time(columns[2], row).toInstant(ZoneOffset.UTC),
                    columns[6].getLong(row),
                    LogJson.rows(changes, shapes),
                    event(row));
        }

        private Event event(int row) {
            return columns[8].isNull(row) ? Event.cells() : EventJson.read(Cells.text(columns[8], row));
        }

        private Version version(int row) {
            return new Version(columns[0].getLong(row));
        }
    }
}
