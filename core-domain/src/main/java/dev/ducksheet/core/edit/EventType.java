package dev.ducksheet.core.edit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of events that webhooks are told of; {@link #wireName} is stable. */
public enum EventType {
    /** Cells of one column took other values, or a total was spread. */
    CELL_UPDATED,
    /** Rows came. */
    ROWS_CREATED,
    /** Rows took other cells. */
    ROWS_UPDATED,
    /** Rows are gone. */
    ROWS_DELETED,
    /** A file was imported. */
    IMPORT_COMPLETED,
    /** A file was not imported. */
    IMPORT_FAILED,
    /** A job began. */
    JOB_STARTED,
    /** A job is done. */
    JOB_COMPLETED,
    /** A job failed. */
    JOB_FAILED,
    /** Somebody ended a job. */
    JOB_CANCELLED,
    /** A table or rollup came. */
    TABLE_CREATED,
    /** The columns of a table are others now. */
    TABLE_ALTERED,
    /** A table or rollup is gone. */
    TABLE_DROPPED,
    /** Somebody tries a webhook; nobody asks for it, the one that is tried gets it. */
    WEBHOOK_TEST;

    /** Returns the name on the wire, such as {@code cell.updated}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Returns what the name begins with, such as {@code cell}. */
    String group() {
        return wireName().substring(0, wireName().indexOf('.'));
    }

    /** Reads what {@link #wireName} writes. */
    public static Optional<EventType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(name))
                .findFirst();
    }

    /** Returns those that a webhook may ask for. */
    static List<EventType> askable() {
        return Arrays.stream(values()).filter(type -> type != WEBHOOK_TEST).toList();
    }
}
