package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.CellValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why an update was not applied. Nothing of it happened.
 *
 * @param field the part of the request that is wrong, as a JSON pointer: {@code /column}; empty for
 *     the whole
 * @param detail one sentence that names the offending value and the remedy
 * @param facts what a program may want to read, such as the {@code current} value
 * @param rows the first of the rows that are wrong, at most {@link #MAX_ROWS}; empty unless there are many rows
 */
public record Refusal(Reason reason, String field, String detail, Map<String, CellValue> facts, List<RowError> rows) {

    /** More rows than this are not listed. */
    public static final int MAX_ROWS = 100;

    /** Copies the facts, ordered by their names, and the rows. */
    public Refusal {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        rows = rows.stream().limit(MAX_ROWS).toList();
    }

    /** Returns a refusal that is not about some of many rows. */
    public Refusal(Reason reason, String field, String detail, Map<String, CellValue> facts) {
        this(reason, field, detail, facts, List.of());
    }

    /** Returns a refusal without further facts. */
    public static Refusal of(Reason reason, String field, String detail) {
        return new Refusal(reason, field, detail, Map.of());
    }

    /** The kinds of refusal; {@link #slug} is stable on the wire. */
    public enum Reason {
        /** No such table or rollup. */
        UNKNOWN_TABLE,
        /** No such column in the sheet. */
        UNKNOWN_COLUMN,
        /** The sheet or the column is shown only. */
        NOT_EDITABLE,
        /** A total can only be edited in a measure. */
        NOT_A_MEASURE,
        /** The value, the expectation or a literal is of another type than the column. */
        TYPE_MISMATCH,
        /** The value, or a result, does not fit the column's type. */
        OUT_OF_RANGE,
        /** The parts of the request contradict each other. */
        INVALID_REQUEST,
        /** The condition does not parse. */
        MALFORMED_CONDITION,
        /** No row matches, nothing is created. */
        NO_MATCH,
        /** The condition matches more than one node. */
        AMBIGUOUS_NODE,
        /** The method has no answer for these values. */
        UNDEFINED_SPREAD,
        /** Every leaf under the node is held. */
        ALL_HELD,
        /** The cell no longer holds what the editor saw. */
        STALE,
        /** A constraint of the table forbids the result. */
        CONSTRAINT_VIOLATED,
        /** The idempotency key was used for another request. */
        IDEMPOTENCY_KEY_REUSED,
        /** No such hold. */
        UNKNOWN_HOLD,
        /** No such key. */
        UNKNOWN_KEY,
        /** No such webhook. */
        UNKNOWN_WEBHOOK,
        /** No such message to a webhook, or it is no longer kept. */
        UNKNOWN_DELIVERY,
        /** The one who asks may not; the detail names the role, the table or the rows that it would take. */
        FORBIDDEN,
        /** Some of many rows are wrong. */
        INVALID_ROWS,
        /** There is a row with that key, or that value in a unique column. */
        DUPLICATE_ROW,
        /** There is a table or column of that name. */
        ALREADY_EXISTS,
        /** A rollup, a view or a hold needs what would be taken away. */
        IN_USE,
        /** The server does not fetch files from there. */
        SOURCE_NOT_ALLOWED,
        /** All rows of a table are only deleted if its name is given once more. */
        UNCONFIRMED,
        /** The text is not one read-only query, or the arguments are not those of its parameters. */
        QUERY_REJECTED,
        /** The query took more time or memory than it may. */
        QUERY_CUT_OFF,
        /** No such saved query. */
        UNKNOWN_QUERY,
        /** There is no such version. */
        UNKNOWN_VERSION,
        /** What the version touched has changed since. */
        CHANGED_SINCE,
        /** The version is of a kind that is not taken back, or its table is another since. */
        NOT_UNDOABLE,
        /** What is needed of the version is no longer kept. */
        VERSION_GONE,
        /** What a sheet was at that version is not known: it was defined since, or something was not kept. */
        PAST_UNKNOWN,
        /** The update meets a bug of ours. */
        FAILED;

        /** Returns the name on the wire, such as {@code unknown-table}. */
        public String slug() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
