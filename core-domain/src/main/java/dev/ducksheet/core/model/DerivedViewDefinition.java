package dev.ducksheet.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a view that is shown only shows. */
public sealed interface DerivedViewDefinition {

    /** Returns the name of the sheet that it is made from. */
    String source();

    /** Returns the columns of the source without which it cannot be. */
    List<String> needed();

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

        @Override
        public List<String> needed() {
            return Stream.concat(rows.stream(), Stream.of(column, value)).toList();
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

        @Override
        public List<String> needed() {
            return Stream.concat(keep.stream(), columns.stream()).toList();
        }
    }

    /**
     * One row for each distinct {@code by}, in their order: those cells, then how many rows have them as {@code count},
     * then the {@code sums}. Empty cells are the same.
     *
     * @param source a table
     */
    record Grouped(String source, List<String> by, String count, List<Sum> sums) implements DerivedViewDefinition {
        /** Copies the lists. */
        public Grouped {
            by = List.copyOf(by);
            sums = List.copyOf(sums);
        }

        @Override
        public List<String> needed() {
            return Stream.concat(by.stream(), sums.stream().map(Sum::column)).toList();
        }

        /** Returns the columns that are shown of a source that has those which are needed. */
        public List<Column> columns(Sheet source) {
            var columns = new ArrayList<Column>();
            by.forEach(name -> columns.add(Column.of(name, type(source, name).shown())));
            columns.add(Column.of(count, ColumnType.bigint()));
            sums.forEach(sum ->
                    columns.add(Column.of(sum.name(), type(source, sum.column()).summed())));
            return columns;
        }

        private static ColumnType type(Sheet source, String name) {
            return source.column(name)
                    .orElseThrow(() -> new IllegalArgumentException(source.name() + " has no column " + name))
                    .type();
        }
    }

    /**
     * The exact sum of a numeric column, empty if there is nothing to add up.
     *
     * @param name the name of the column that shows it
     * @param column of the source
     */
    record Sum(String name, String column) {}
}
