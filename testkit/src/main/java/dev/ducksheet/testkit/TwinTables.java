package dev.ducksheet.testkit;

import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.DerivedView;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.RollupDefinition;
import dev.ducksheet.core.model.RollupDefinition.UnresolvableException;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.ColumnSource;
import dev.ducksheet.core.port.out.WorkbookTransaction.InUseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Creates, alters and drops the twin's tables, aggregates and rollups. */
final class TwinTables {
    private final TwinState state;

    TwinTables(TwinState state) {
        this.state = state;
    }

    static void requireFits(Table table, List<CellValue> row) {
        if (row.size() != table.columns().size()) {
            throw new IllegalArgumentException(
                    "table " + table.name() + " takes " + table.columns().size() + " cells, not " + row.size());
        }
        for (int i = 0; i < row.size(); i++) {
            TwinTypes.requireFits(row.get(i), table.columns().get(i));
        }
    }

    void create(Table table) {
        state.sheets.put(table.name(), table);
        state.rows.put(table.name(), new ArrayList<>());
        state.rowIds.put(table.name(), new ArrayList<>());
    }

    void alter(Table before, Table after, List<ColumnSource> columns) {
        requireReadable(before, kept(after, columns));
        var rows = new ArrayList<List<CellValue>>();
        for (int i = 0; i < state.rows(before.name()).size(); i++) {
            rows.add(row(before, after, columns, i));
        }
        state.rows.put(before.name(), rows);
        state.sheets.put(after.name(), after);
        resolveRollups();
    }

    /** Returns the columns that are there as they were. */
    private static Set<String> kept(Table after, List<ColumnSource> columns) {
        var kept = new HashSet<String>();
        for (int i = 0; i < columns.size(); i++) {
            var name = after.columns().get(i).name();
            if (columns.get(i) instanceof ColumnSource.Kept same
                    && same.column().equals(name)) {
                kept.add(name);
            }
        }
        return kept;
    }

    private List<CellValue> row(Table before, Table after, List<ColumnSource> columns, int index) {
        var cells = new ArrayList<CellValue>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = after.columns().get(i);
            if (columns.get(i) instanceof ColumnSource.Kept kept) {
                cells.add(state.cell(before, index, kept.column()));
            } else if (columns.get(i) instanceof ColumnSource.Given given) {
                cells.add(cell(given, state.rowId(before.name(), index)));
            } else {
                cells.add(column.byDefault());
            }
        }
        requireFits(after, cells);
        return List.copyOf(cells);
    }

    private static CellValue cell(ColumnSource.Given given, long rowId) {
        for (int i = 0; i < given.rowIds().length; i++) {
            if (given.rowIds()[i] == rowId) {
                return given.cells().get(i);
            }
        }
        throw new IllegalArgumentException("row " + rowId + " is given no cell");
    }

    /** Rollups hold their base table as it is. */
    private void resolveRollups() {
        var tables = tables();
        state.sheets.replaceAll(
                (name, sheet) -> sheet instanceof Rollup it ? it.definition().resolve(tables) : sheet);
    }

    private Map<String, Table> tables() {
        Map<String, Table> tables = new HashMap<>();
        state.sheets.values().forEach(sheet -> {
            if (sheet instanceof Table table) {
                tables.put(table.name(), table);
            }
        });
        return tables;
    }

    void define(RollupDefinition rollup) {
        var tables = tables();
        for (var join : rollup.joins()) {
            requireOnce(Objects.requireNonNull(tables.get(join.table())), join.column());
        }
        state.sheets.put(rollup.name(), rollup.resolve(tables));
    }

    private void requireOnce(Table table, String column) {
        var seen = new HashSet<CellValue>();
        for (int i = 0; i < state.rows(table.name()).size(); i++) {
            var cell = state.cell(table, i, column);
            if (!cell.isNull() && !seen.add(cell)) {
                throw new UnresolvableException(table.name() + "." + column + " holds " + cell.display() + " twice");
            }
        }
    }

    void drop(Rollup rollup) {
        requireReadable(rollup, Set.of());
        state.sheets.remove(rollup.name());
    }

    void drop(Table table) {
        requireReadable(table, Set.of());
        remove(table.name());
    }

    void drop(DerivedView view) {
        requireReadable(view, Set.of());
        remove(view.name());
    }

    void aggregate(Aggregation aggregation, Sheet made) {
        var before = state.sheets.get(made.name());
        if (before != null) {
            requireReadable(before, same(before, made));
            remove(made.name());
        }
        state.aggregations.put(made.name(), aggregation);
        state.sheets.put(made.name(), made);
        if (made instanceof Table) {
            state.rows.put(made.name(), new ArrayList<>());
            TwinDerivedViews.grouped(state, aggregation.rows()).forEach(row -> state.add(made.name(), row));
            resolveRollups();
        } else {
            state.views.put(made.name(), aggregation.rows());
        }
    }

    /** Returns the columns of a sheet that another has too. */
    private static Set<String> same(Sheet before, Sheet after) {
        return before.columns().stream()
                .filter(column -> after.column(column.name())
                        .filter(it -> it.type().equals(column.type()))
                        .isPresent())
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    private void remove(String name) {
        state.sheets.remove(name);
        state.views.remove(name);
        state.aggregations.remove(name);
        state.rows.remove(name);
        state.rowIds.remove(name);
    }

    private void requireReadable(Sheet table, Set<String> kept) {
        var users = state.views.entrySet().stream()
                .filter(view -> view.getValue().source().equals(table.name()))
                .filter(view -> !kept.containsAll(view.getValue().needed()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            throw new InUseException(table.name() + " is used by " + String.join(", ", users));
        }
    }
}
