package dev.ducksheet.core.edit;

import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import java.util.List;

/** What one version did. */
public sealed interface Event {

    /** Cells of one column took other values, or a total was spread. */
    record CellsUpdated() implements Event {}

    /**
     * Rows came, and of an upsert rows changed; those that were there as they are do not count.
     *
     * @param inserted how many came
     * @param updated how many changed
     */
    record RowsInserted(long inserted, long updated) implements Event {}

    /**
     * Rows of a file came.
     *
     * @param inserted how many are new
     * @param updated how many took other cells
     * @param unchanged how many were there as they are
     * @param deleted how many are gone, because the file replaces them
     */
    record RowsImported(long inserted, long updated, long unchanged, long deleted) implements Event {}

    /**
     * Rows took other cells.
     *
     * @param columns those that were written
     */
    record RowsUpdated(List<String> columns) implements Event {
        /** Copies the names. */
        public RowsUpdated {
            columns = List.copyOf(columns);
        }
    }

    /** Rows are gone. */
    record RowsDeleted() implements Event {}

    /**
     * Another version was taken back: the rows that it touched are again what they were before it.
     *
     * @param version that was taken back
     */
    record Undone(Version version) implements Event {}

    /** A table came. */
    record TableCreated(Table table) implements Event {}

    /** The columns of a table are others now. */
    record TableAltered(Table table) implements Event {}

    /** A table is gone. */
    record TableDropped() implements Event {}

    /** An aggregate came, or its rows are others as a whole. */
    record TableAggregated(Aggregation aggregation) implements Event {}

    /** A rollup came. */
    record RollupDefined(RollupDefinition rollup) implements Event {}

    /** A rollup is gone. */
    record RollupDropped() implements Event {}

    /** A query was saved, maybe in the place of another. */
    record QuerySaved(SavedQuery query) implements Event {}

    /** A saved query is gone. */
    record QueryDropped() implements Event {}

    /** Returns the name on the wire. */
    default String wireName() {
        if (this instanceof RowsInserted) {
            return "rows_inserted";
        }
        if (this instanceof RowsImported) {
            return "rows_imported";
        }
        if (this instanceof RowsUpdated) {
            return "rows_updated";
        }
        if (this instanceof RowsDeleted) {
            return "rows_deleted";
        }
        if (this instanceof Undone) {
            return "undone";
        }
        if (this instanceof TableCreated) {
            return "table_created";
        }
        if (this instanceof TableAltered) {
            return "table_altered";
        }
        if (this instanceof TableDropped) {
            return "table_dropped";
        }
        if (this instanceof TableAggregated) {
            return "table_aggregated";
        }
        if (this instanceof RollupDefined) {
            return "rollup_defined";
        }
        if (this instanceof QuerySaved) {
            return "query_saved";
        }
        if (this instanceof QueryDropped) {
            return "query_dropped";
        }
        return this instanceof RollupDropped ? "rollup_dropped" : "cells_updated";
    }

    /** Returns the edit of cells. */
    static Event cells() {
        return new CellsUpdated();
    }

    /** Says whether there are other tables or rollups now. */
    default boolean isOfSheets() {
        return this instanceof TableCreated
                || this instanceof TableAltered
                || this instanceof TableDropped
                || this instanceof TableAggregated
                || this instanceof RollupDefined
                || this instanceof RollupDropped;
    }

    /** Says whether there are other saved queries now; the change is told of the query's name. */
    default boolean isOfQueries() {
        return this instanceof QuerySaved || this instanceof QueryDropped;
    }

    /** Says whether the event is one of cells, so that the column tells the rest. */
    default boolean isOfCells() {
        return this instanceof CellsUpdated;
    }
}
