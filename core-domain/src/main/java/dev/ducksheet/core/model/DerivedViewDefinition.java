package dev.ducksheet.core.model;

import java.util.List;

/** What a view that is shown only shows. */
public sealed interface DerivedViewDefinition {

    /**
     * The sums of {@code value} with one row for each distinct {@code rows} and one column for each of
     * {@code headings}.
     *
     * @param source a table or rollup
     * @param column whose contents become headings, as {@code part} takes them
     */
    record Pivot(
            String source, List<String> rows, String column, Axis.Part part, List<CellValue> headings, String value)
            implements DerivedViewDefinition {
        /** Copies the lists. */
        public Pivot {
            rows = List.copyOf(rows);
            headings = List.copyOf(headings);
        }
    }

    /**
     * One row for each cell of {@code columns} that is not empty: {@code keep}, then the column's name
     * as {@code nameColumn}, then its content as {@code valueColumn}.
     */
    record Unpivot(String source, List<String> keep, List<String> columns, String nameColumn, String valueColumn)
            implements DerivedViewDefinition {
        /** Copies the lists. */
        public Unpivot {
            keep = List.copyOf(keep);
            columns = List.copyOf(columns);
        }
    }
}
