package dev.ducksheet.core.webhook;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.Notice;
import java.util.List;

/** What webhooks call what a version did: the one place that knows. */
final class EventMapping {
    private EventMapping() {}

    /**
     * Returns the types that a version is told by, the one that says most first. A webhook that takes several of them
     * gets one message, of the first; a version that is told by none is told to nobody.
     */
    static List<EventType> types(Change change) {
        var event = change.event();
        if (event instanceof Event.CellsUpdated) {
            return List.of(EventType.CELL_UPDATED);
        }
        if (event instanceof Event.RowsInserted rows) {
            return inserted(rows);
        }
        if (event instanceof Event.RowsImported) {
            return List.of(EventType.IMPORT_COMPLETED, EventType.JOB_COMPLETED);
        }
        if (event instanceof Event.RowsUpdated) {
            return List.of(EventType.ROWS_UPDATED);
        }
        if (event instanceof Event.RowsDeleted) {
            return List.of(EventType.ROWS_DELETED);
        }
        if (event instanceof Event.Undone) {
            return List.of(change.column().isEmpty() ? EventType.ROWS_UPDATED : EventType.CELL_UPDATED);
        }
        if (event instanceof Event.TableCreated
                || event instanceof Event.RollupDefined
                || event instanceof Event.TableAggregated) {
            return List.of(EventType.TABLE_CREATED);
        }
        if (event instanceof Event.TableAltered) {
            return List.of(EventType.TABLE_ALTERED);
        }
        if (event instanceof Event.TableDropped || event instanceof Event.RollupDropped) {
            return List.of(EventType.TABLE_DROPPED);
        }
        if (event.isOfQueries()) {
            return List.of();
        }
        throw new IllegalArgumentException("webhooks have no name for " + event);
    }

    /** Returns the types that a notice is told by, likewise: an import that failed is a job that did. */
    static List<EventType> types(Notice notice) {
        return notice.type() == EventType.IMPORT_FAILED
                ? List.of(EventType.IMPORT_FAILED, EventType.JOB_FAILED)
                : List.of(notice.type());
    }

    /** An upsert that changed nothing at all is told as one that inserted no row. */
    private static List<EventType> inserted(Event.RowsInserted rows) {
        if (rows.updated() == 0) {
            return List.of(EventType.ROWS_CREATED);
        }
        return rows.inserted() == 0
                ? List.of(EventType.ROWS_UPDATED)
                : List.of(EventType.ROWS_CREATED, EventType.ROWS_UPDATED);
    }
}
