package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.model.Aggregate;
import dev.ducksheet.core.model.CellOrder;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.out.PivotQuery;
import dev.ducksheet.core.port.out.UnpivotQuery;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Rows turned, by loops over lists. */
final class TwinPivot {
    private TwinPivot() {}

    static List<List<CellValue>> distinct(TwinState state, Sheet sheet, List<Column> columns, List<Condition> filter) {
        return TwinView.filtered(state, sheet, filter).stream()
                .map(row -> cells(sheet, row, columns))
                .distinct()
                .sorted(TwinOrder.lexicographic(List.of()))
                .toList();
    }

    static List<List<CellValue>> rows(TwinState state, PivotQuery query) {
        var all = TwinView.filtered(state, query.sheet(), query.filter());
        var rows = new ArrayList<List<CellValue>>();
        for (var kept : distinct(state, query.sheet(), query.rows(), query.filter())) {
            var members = all.stream()
                    .filter(row -> cells(query.sheet(), row, query.rows()).equals(kept))
                    .toList();
            var cells = new ArrayList<>(kept);
            for (var heading : query.headings()) {
                for (var value : query.values()) {
                    cells.add(aggregate(
                            query.aggregate(),
                            value.type(),
                            members.stream()
                                    .filter(row -> cells(query.sheet(), row, query.columns())
                                            .equals(heading))
                                    .map(row -> cell(query.sheet(), row, value))
                                    .filter(cell -> !cell.isNull())
                                    .toList()));
                }
            }
            rows.add(cells);
        }
        return rows.stream().limit(query.limit()).toList();
    }

    static List<List<CellValue>> rows(TwinState state, UnpivotQuery query) {
        var rows = new ArrayList<List<CellValue>>();
        for (var row : TwinView.filtered(state, query.sheet(), query.filter())) {
            for (var column : query.columns()) {
                var value = cell(query.sheet(), row, column);
                if (!value.isNull()) {
                    var cells = new ArrayList<>(cells(query.sheet(), row, query.keep()));
                    cells.add(CellValue.of(column.name()));
                    cells.add(as(query.value().type(), value));
                    rows.add(cells);
                }
            }
        }
        return rows.stream().limit(query.limit()).toList();
    }

    private static CellValue as(ColumnType type, CellValue cell) {
        return type == ColumnType.Simple.DOUBLE && cell instanceof CellValue.Exact exact
                ? CellValue.of(exact.number().doubleValue())
                : cell;
    }

    private static CellValue aggregate(Aggregate aggregate, ColumnType type, List<CellValue> cells) {
        if (aggregate == Aggregate.COUNT) {
            return CellValue.of(cells.size());
        }
        if (cells.isEmpty()) {
            return CellValue.none();
        }
        var order = CellOrder.INSTANCE;
        return switch (aggregate) {
            case MIN -> cells.stream().min(order).orElseThrow();
            case MAX -> cells.stream().max(order).orElseThrow();
            case AVG ->
                CellValue.of(
                        cells.stream().mapToDouble(TwinPivot::number).average().orElseThrow());
            default ->
                type == ColumnType.Simple.DOUBLE
                        ? CellValue.of(
                                cells.stream().mapToDouble(TwinPivot::number).sum())
                        : CellValue.of(cells.stream()
                                .map(cell -> ((CellValue.Exact) cell).number())
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
        };
    }

    private static double number(CellValue cell) {
        return cell instanceof CellValue.Exact exact
                ? exact.number().doubleValue()
                : ((CellValue.Floating) cell).number();
    }

    private static List<CellValue> cells(Sheet sheet, List<CellValue> row, List<Column> columns) {
        return columns.stream().map(column -> cell(sheet, row, column)).toList();
    }

    private static CellValue cell(Sheet sheet, List<CellValue> row, Column column) {
        return row.get(sheet.askable().indexOf(column));
    }
}
