package dev.ducksheet.testkit;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionEvaluator;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.RowStream;
import dev.ducksheet.core.port.out.ViewQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The rows that a view query asks for: all of them made, filtered, sorted, then cut. */
final class TwinView {
    /** A row with what orders it: the values of the sort columns, then what breaks ties. */
    record Ranked(List<CellValue> cells, List<CellValue> rank) {}

    private final TwinState state;
    private final ViewQuery query;

    TwinView(TwinState state, ViewQuery query) {
        this.state = state;
        this.query = query;
    }

    /** Returns all cells of the sheet's own columns in the rows that a filter lets through, in the order of a view. */
    static List<List<CellValue>> filtered(TwinState state, Sheet sheet, List<Condition> filter) {
        var query = new ViewQuery(sheet, sheet.askable(), filter, List.of(), Long.MAX_VALUE, List.of());
        var view = new TwinView(state, query);
        return view.found().stream().map(view::cut).toList();
    }

    RowStream stream(Runnable requireOpen) {
        var found = found();
        var shown = found.stream().limit(query.limit()).toList();
        var resume = shown.isEmpty() || shown.size() == found.size()
                ? List.<CellValue>of()
                : shown.get(shown.size() - 1).rank();
        return new TwinRows(
                query.columns(), state.cursor(), shown.stream().map(this::cut).toList(), resume, requireOpen);
    }

    private List<Ranked> found() {
        var descending =
                query.sort().stream().map(ViewQuery.SortKey::descending).toList();
        var order = TwinOrder.lexicographic(descending);
        return ranked().stream()
                .filter(row -> query.filter().stream().allMatch(condition -> matches(condition, row.cells())))
                .map(this::ranked)
                .filter(row -> query.after().isEmpty() || order.compare(row.rank(), query.after()) > 0)
                .sorted((left, right) -> order.compare(left.rank(), right.rank()))
                .toList();
    }

    private Ranked ranked(Ranked row) {
        var rank = new ArrayList<CellValue>();
        query.sort().forEach(key -> rank.add(cell(row.cells(), key.column().name())));
        rank.addAll(row.rank());
        return new Ranked(row.cells(), rank);
    }

    private List<CellValue> cut(Ranked row) {
        return query.columns().stream()
                .map(column -> cell(row.cells(), column.name()))
                .toList();
    }

    private boolean matches(Condition condition, List<CellValue> cells) {
        return ConditionEvaluator.evaluate(condition, name -> cell(cells, name)).orElse(false);
    }

    private CellValue cell(List<CellValue> cells, String name) {
        var names = query.sheet().askable().stream().map(Column::name).toList();
        int place = names.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException(query.sheet().name() + " has no column " + name);
        }
        return cells.get(place);
    }

    private List<Ranked> ranked() {
        if (query.sheet() instanceof Table table) {
            return IntStream.range(0, state.rows(table.name()).size())
                    .mapToObj(i -> new Ranked(askable(table, i), TwinOrder.leafRank(state, table, i)))
                    .toList();
        }
        return rows(state, query.sheet()).stream()
                .map(row -> new Ranked(row, identity(row)))
                .toList();
    }

    /** Returns all cells of a row that somebody may ask for. */
    private List<CellValue> askable(Table table, int index) {
        return table.askable().stream()
                .map(column -> state.cell(table, index, column.name()))
                .toList();
    }

    /** Returns the cells that tell a row from the others: a rollup's measures do not. */
    private List<CellValue> identity(List<CellValue> row) {
        if (query.sheet() instanceof Rollup rollup) {
            int keys = rollup.levels().size() + rollup.axes().size();
            var identity = new ArrayList<>(row.subList(0, keys));
            identity.add(row.get(row.size() - 1));
            return identity;
        }
        return row;
    }

    /** Returns all rows of a sheet, cells in the order of its columns. */
    static List<List<CellValue>> rows(TwinState state, Sheet sheet) {
        if (sheet instanceof Rollup rollup) {
            var twin = new TwinRollup(state, rollup);
            return twin.rows().values().stream().map(twin::cells).toList();
        }
        if (sheet instanceof DerivedView view) {
            return TwinDerivedViews.rows(state, view.name());
        }
        return state.rows(sheet.name());
    }
}
