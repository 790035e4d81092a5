package dev.ducksheet.core.port.out;

import dev.ducksheet.core.model.CellValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * By what rows of a table are known for good, other than by row ids: the cells of their key, or the numbers that rows
 * without a key are given.
 *
 * @param size how many rows
 * @param columns the names of the columns that tell the rows apart; none if nothing does that lasts
 * @param cells for each of those columns the cells of the rows
 */
public record RowNames(int size, List<String> columns, List<CellColumn> cells) {
    /** Copies the lists of columns. */
    public RowNames {
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
    }

    /** Returns the names of no rows. */
    public static RowNames none() {
        return new RowNames(0, List.of(), List.of());
    }

    /** Says whether the rows can be found again. */
    public boolean last() {
        return size == 0 || !columns.isEmpty();
    }

    /** Returns the names of the rows at {@code indices}, in that order. */
    public RowNames select(int[] indices) {
        var selected = new ArrayList<CellColumn>(cells.size());
        for (var column : cells) {
            selected.add(column.select(indices));
        }
        return new RowNames(indices.length, columns, selected);
    }

    /** Returns the cells that name a row, by column. */
    public Map<String, CellValue> name(int row) {
        var name = new LinkedHashMap<String, CellValue>();
        for (int i = 0; i < columns.size(); i++) {
            name.put(columns.get(i), cells.get(i).get(row));
        }
        return name;
    }

    /** Returns the name of a row for people, such as {@code id = 7}. */
    public String display(int row) {
        return columns.isEmpty()
                ? "a row without a name"
                : name(row).entrySet().stream()
                        .map(cell -> cell.getKey() + " = " + cell.getValue().display())
                        .collect(Collectors.joining(", "));
    }
}
