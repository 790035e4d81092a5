package dev.ducksheet.testkit;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.DerivedViewDefinition.Grouped;
import dev.ducksheet.core.model.DerivedViewDefinition.Pivot;
import dev.ducksheet.core.model.DerivedViewDefinition.Unpivot;
import dev.ducksheet.core.model.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The columns and rows of views that are shown only. */
final class TwinDerivedViews {
    private TwinDerivedViews() {}

    static List<Column> columns(TwinState state, DerivedViewDefinition definition) {
        var columns = new ArrayList<Column>();
        if (definition instanceof Pivot pivot) {
            var source = sheet(state, pivot.source());
            var sum = column(source, pivot.value()).type().summed();
            pivot.rows().forEach(name -> columns.add(column(source, name)));
            pivot.headings().forEach(heading -> columns.add(Column.of(heading.display(), sum)));
            return columns;
        }
        if (definition instanceof Grouped grouped) {
            return grouped.columns(sheet(state, grouped.source()));
        }
        var unpivot = (Unpivot) definition;
        var source = sheet(state, unpivot.source());
        unpivot.keep().forEach(name -> columns.add(column(source, name)));
        columns.add(Column.of(unpivot.nameColumn(), ColumnType.Simple.TEXT));
        columns.add(Column.of(
                unpivot.valueColumn(), column(source, unpivot.columns().get(0)).type()));
        return columns;
    }

    static List<List<CellValue>> rows(TwinState state, String name) {
        var definition = state.views.get(name);
        if (definition instanceof Pivot pivot) {
            return pivoted(state, pivot);
        }
        if (definition instanceof Unpivot unpivot) {
            return unpivoted(state, unpivot);
        }
        if (definition instanceof Grouped grouped) {
            return grouped(state, grouped);
        }
        throw new IllegalArgumentException("there is no view " + name);
    }

    /** Returns the rows of an aggregate, in their order. */
    static List<List<CellValue>> grouped(TwinState state, Grouped grouped) {
        var source = sheet(state, grouped.source());
        var rows = new ArrayList<List<CellValue>>();
        groups(state, source, grouped.by()).forEach((key, members) -> {
            var cells = new ArrayList<>(key);
            cells.add(CellValue.of(members.size()));
            grouped.sums().forEach(sum -> cells.add(sum(source, sum.column(), members.stream())));
            rows.add(cells);
        });
        rows.sort(TwinOrder.lexicographic(List.of()));
        return rows;
    }

    private static Map<List<CellValue>, List<List<CellValue>>> groups(
            TwinState state, Sheet source, List<String> columns) {
        var groups = new LinkedHashMap<List<CellValue>, List<List<CellValue>>>();
        for (var row : TwinView.rows(state, source)) {
            var key = columns.stream().map(name -> cell(source, row, name)).toList();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private static CellValue sum(Sheet source, String column, Stream<List<CellValue>> rows) {
        return TwinRollup.sum(rows.map(row -> cell(source, row, column))
                .filter(cell -> !cell.isNull())
                .toList());
    }

    private static List<List<CellValue>> pivoted(TwinState state, Pivot pivot) {
        var source = sheet(state, pivot.source());
        var rows = new ArrayList<List<CellValue>>();
        groups(state, source, pivot.rows()).forEach((key, members) -> {
            var cells = new ArrayList<>(key);
            pivot.headings().forEach(heading -> cells.add(sum(source, pivot, heading, members)));
            rows.add(cells);
        });
        return rows;
    }

    private static CellValue sum(Sheet source, Pivot pivot, CellValue heading, List<List<CellValue>> members) {
        var rows = members.stream()
                .filter(row -> TwinRollup.part(pivot.part(), cell(source, row, pivot.column()))
                        .equals(heading));
        return sum(source, pivot.value(), rows);
    }

    private static List<List<CellValue>> unpivoted(TwinState state, Unpivot unpivot) {
        var source = sheet(state, unpivot.source());
        var rows = new ArrayList<List<CellValue>>();
        for (var row : TwinView.rows(state, source)) {
            for (var name : unpivot.columns()) {
                var value = cell(source, row, name);
                if (!value.isNull()) {
                    var cells = new ArrayList<CellValue>();
                    unpivot.keep().forEach(kept -> cells.add(cell(source, row, kept)));
                    cells.add(CellValue.of(name));
                    cells.add(value);
                    rows.add(cells);
                }
            }
        }
        return rows;
    }

    private static Sheet sheet(TwinState state, String name) {
        var sheet = state.sheets.get(name);
        if (sheet == null) {
            throw new IllegalArgumentException("there is no sheet " + name);
        }
        return sheet;
    }

    private static Column column(Sheet sheet, String name) {
        return sheet.column(name)
                .orElseThrow(() -> new IllegalArgumentException(sheet.name() + " has no column " + name));
    }

    private static CellValue cell(Sheet sheet, List<CellValue> row, String name) {
        return row.get(sheet.columns().indexOf(column(sheet, name)));
    }
}
