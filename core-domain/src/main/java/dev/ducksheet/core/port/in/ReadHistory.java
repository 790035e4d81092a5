package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells who changed what, the newest first. Thread-safe; reads one snapshot. */
public interface ReadHistory {

    /** Answers, or says what is wrong with the question. */
    Answer history(Question question);

    /**
     * What somebody wants to know. Empty texts ask for everything.
     *
     * @param sheet the table, or the rollup that was edited
     * @param column that was written
     * @param filter a condition's text over the table: the rows that match it now, and a row that it names by its key
     * @param editor who did it
     * @param since only what came later than this version
     * @param limit the most entries, at least 1
     * @param after where an earlier answer stopped; empty to start
     */
    record Question(
            String sheet,
            String column,
            String filter,
            String editor,
            Version since,
            int limit,
            Optional<Place> after) {
        /** Returns the question for the newest entries of everything. */
        public static Question newest(int limit) {
            return new Question("", "", "", "", Version.ZERO, limit, Optional.empty());
        }
    }

    /**
     * Where an answer stopped: at one row of one version.
     *
     * @param row counted from 0 among those of the version; {@link #ALL} behind them all
     */
    record Place(Version version, int row) {
        /** Behind all rows of a version. */
        public static final int ALL = Integer.MAX_VALUE;
    }

    /** The answer. */
    sealed interface Answer {
        /**
         * What was found.
         *
         * @param next where to go on; empty if there is no more. An answer may have few entries, even none, and more
         *     may follow: it ends after so many versions that were looked at
         * @param oldest the version from which on cells are told as they were before and after
         * @param head the state that was looked at
         */
        record Found(List<Entry> entries, Optional<Place> next, Version oldest, Cursor head) implements Answer {
            /** Copies the entries. */
            public Found {
                entries = List.copyOf(entries);
            }
        }

        /** The question is wrong. */
        record Refused(Refusal refusal) implements Answer {}
    }

    /**
     * What a version did to a row, or that it did something that is told as a whole.
     *
     * @param change without its rows
     */
    record Entry(Change change, Touched touched) {}

    /** What a version touched. */
    sealed interface Touched {
        /**
         * A row.
         *
         * @param table the base table whose row it is
         * @param name by what the row is known: its key, or its number
         * @param kind what happened to it
         */
        record Row(String table, Map<String, CellValue> name, Kind kind, List<Cell> cells) implements Touched {
            /** Copies the cells. */
            public Row {
                cells = List.copyOf(cells);
            }
        }

        /** Everything that the version did: a change of the tables, or more rows than are listed without being asked for. */
        record Whole() implements Touched {}
    }

    /** What happened to a row. */
    enum Kind {
        /** It came. */
        INSERTED,
        /** Some of its cells were written. */
        UPDATED,
        /** It went. */
        DELETED
    }

    /** A cell before and after; empty before the row came, and when it is gone. */
    record Cell(String column, CellValue before, CellValue after) {}
}
