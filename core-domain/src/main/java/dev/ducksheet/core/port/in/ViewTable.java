package dev.ducksheet.core.port.in;

import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.RowStream;
import java.util.List;
import java.util.Optional;

/** Shows the rows of a table, rollup or view. Thread-safe. */
public interface ViewTable {

    /** Opens the rows, or says what is wrong with the request. */
    Opening view(View view);

    /** The answer. */
    sealed interface Opening {
        /** The rows; to be closed. */
        record Opened(RowStream rows) implements Opening {}

        /** The request is wrong. */
        record Refused(Refusal refusal) implements Opening {}
    }

    /**
     * A request for rows.
     *
     * @param columns names, in order; empty for all
     * @param filter a condition's text; blank for all rows
     * @param sort names, most significant first, a leading {@code -} for descending
     * @param limit the most rows; {@link Long#MAX_VALUE} for all
     * @param after where an earlier request stopped; empty to start
     * @param asOf the version whose state is shown; empty for the present one
     */
    record View(
            String sheet,
            List<String> columns,
            String filter,
            List<String> sort,
            long limit,
            List<CellValue> after,
            Optional<Version> asOf) {
        /** Copies the lists. */
        public View {
            columns = List.copyOf(columns);
            sort = List.copyOf(sort);
            after = List.copyOf(after);
        }

        /** Returns a request for rows as they are. */
        public View(
                String sheet,
                List<String> columns,
                String filter,
                List<String> sort,
                long limit,
                List<CellValue> after) {
            this(sheet, columns, filter, sort, limit, after, Optional.empty());
        }

        /** Returns the request for the rows as they were at a version. */
        public View asOf(Version version) {
            return new View(sheet, columns, filter, sort, limit, after, Optional.of(version));
        }

        /** Returns the request for the rows that come behind those of an earlier one. */
        public View goingOn(List<CellValue> after) {
            return new View(sheet, columns, filter, sort, limit, after, asOf);
        }

        /** Returns the request for those of the rows for which a condition is true, in the place of its own. */
        public View where(String filter) {
            return new View(sheet, columns, filter, sort, limit, after, asOf);
        }

        /** Returns the request for all rows and columns of a sheet. */
        public static View all(String sheet) {
            return new View(sheet, List.of(), "", List.of(), Long.MAX_VALUE, List.of());
        }
    }
}
