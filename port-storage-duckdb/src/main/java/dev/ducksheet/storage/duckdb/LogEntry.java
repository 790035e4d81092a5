package dev.ducksheet.storage.duckdb;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Decision;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** One row of the update log: how a decision is written and read. */
final class LogEntry {
    /** The columns in the order in which this reads them. */
    static final String COLUMNS =
            "l.version, CAST(l.update_id AS VARCHAR), l.decided_at, l.editor, l.sheet, l.column_name, l.row_count, l.kind, l.detail";

    private static final String APPLIED = "applied";
    private static final String REFUSED = "refused";
    private static final String HOLD_PLACED = "hold_placed";
    private static final String HOLD_LIFTED = "hold_lifted";
    private static final String REPEATED = "repeated";

    private LogEntry() {}

    /** Appends a decision, in the order of the table's columns. */
    static void append(DuckDBAppender log, Decision decision) throws SQLException {
        var change = decision instanceof Decision.Changed changed ? changed.change() : null;
        log.beginRow();
        append(log, change == null ? null : change.version().number());
        log.append(decision.request().id().value());
        log.append(LocalDateTime.ofInstant(decision.at(), ZoneOffset.UTC));
        if (change == null) {
            append(log, decision.request());
        } else {
            log.append(change.editor()).append(change.sheet()).append(change.column());
        }
        append(log, change == null ? null : change.rowsChanged());
        appendResult(log, decision);
        log.append(change == null ? null : LogJson.rows(change.rows()));
        log.endRow();
    }

    private static void append(DuckDBAppender log, @Nullable Long number) throws SQLException {
        if (number == null) {
            log.appendNull();
        } else {
            log.append(number.longValue());
        }
    }

    /** Appends editor, sheet and column. */
    private static void append(DuckDBAppender log, Request request) throws SQLException {
        if (request instanceof Request.UpdateCell cell) {
            log.append(cell.update().editor())
                    .append(cell.update().sheet())
                    .append(cell.update().column());
        } else if (request instanceof Request.PlaceHold hold) {
            log.append(hold.hold().editor())
                    .append(hold.hold().sheet())
                    .append(hold.hold().column());
        } else {
            log.append(((Request.LiftHold) request).editor()).appendNull().appendNull();
        }
    }

    /** Appends kind and detail. A request that repeats another refers to it. */
    private static void appendResult(DuckDBAppender log, Decision decision) throws SQLException {
        if (decision.outcome().id().equals(decision.request().id())) {
            append(log, decision.outcome());
        } else {
            log.append(REPEATED).append(decision.outcome().id().toString());
        }
    }

    private static void append(DuckDBAppender log, Outcome outcome) throws SQLException {
        if (outcome instanceof Outcome.Applied) {
            log.append(APPLIED).appendNull();
        } else if (outcome instanceof Outcome.Refused refused) {
            log.append(REFUSED).append(LogJson.refusal(refused.refusal()));
        } else if (outcome instanceof Outcome.HoldPlaced placed) {
            log.append(HOLD_PLACED).append(LogJson.hold(placed.hold()));
        } else {
            log.append(HOLD_LIFTED).append(((Outcome.HoldLifted) outcome).hold().toString());
        }
    }

    /** Returns the key under which a request may be sent again. */
    static Optional<Idempotency.Keyed> key(Request request) {
        return request instanceof Request.UpdateCell cell
                        && cell.update().idempotency() instanceof Idempotency.Keyed keyed
                ? Optional.of(keyed)
                : Optional.empty();
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
                            id(row), version(row), textOrNone(4, row), textOrNone(5, row), columns[6].getLong(row));
                case REFUSED -> new Outcome.Refused(id(row), LogJson.refusal(Cells.text(columns[8], row)));
                case HOLD_PLACED -> new Outcome.HoldPlaced(LogJson.hold(Cells.text(columns[8], row)));
                default ->
                    new Outcome.HoldLifted(
                            id(row), UpdateId.parse(Cells.text(columns[8], row)).orElseThrow());
            };
        }

        Change change(int row, String changes) {
            return new Change(
                    version(row),
                    id(row),
                    textOrNone(4, row),
                    textOrNone(5, row),
                    Cells.text(columns[3], row),
                    Cells.time(columns[2], row).toInstant(ZoneOffset.UTC),
                    columns[6].getLong(row),
                    LogJson.rows(changes));
        }

        private Version version(int row) {
            return new Version(columns[0].getLong(row));
        }

        private String textOrNone(int column, int row) {
            return columns[column].isNull(row) ? "" : Cells.text(columns[column], row);
        }
    }
}
