package dev.ducksheet.testkit;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Aggregation;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.DerivedViewDefinition;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.EarlierTable;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.KeyUse;
import dev.ducksheet.core.port.out.QueuePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * All that a workbook holds at one moment, in plain lists. Whoever made a copy may write to it until it is committed;
 * after that nobody does.
 */
final class TwinState {
    /** Row ids begin here, so that nobody takes one for a place in a list. */
    static final long FIRST_ROW_ID = 100;

    final Map<String, Sheet> sheets = new LinkedHashMap<>();
    final Map<String, DerivedViewDefinition> views = new HashMap<>();
    final Map<String, Aggregation> aggregations = new TreeMap<>();
    final Map<String, List<List<CellValue>>> rows = new HashMap<>();
    final Map<String, List<Long>> rowIds = new HashMap<>();
    final SortedMap<String, SavedQuery> queries = new TreeMap<>();
    final List<Hold> holds = new ArrayList<>();
    final Map<UpdateId, Outcome> outcomes = new HashMap<>();
    final Map<String, KeyUse> uses = new HashMap<>();
    final List<Change> changes = new ArrayList<>();
    final Map<Version, Images> images = new TreeMap<>();
    List<ApiKey> keys = List.of();
    TwinWebhooks webhooks = new TwinWebhooks();
    String epoch;
    Version head = Version.ZERO;
    Version oldestImages = Version.ZERO.next();
    long nextRowId = FIRST_ROW_ID;
    Optional<QueuePosition> position = Optional.empty();

    TwinState(String epoch) {
        this.epoch = epoch;
    }

    TwinState copy() {
        var copy = new TwinState(epoch);
        copy.sheets.putAll(sheets);
        copy.views.putAll(views);
        copy.aggregations.putAll(aggregations);
        rows.forEach((table, cells) -> copy.rows.put(table, new ArrayList<>(cells)));
        rowIds.forEach((table, ids) -> copy.rowIds.put(table, new ArrayList<>(ids)));
        copy.nextRowId = nextRowId;
        copy.queries.putAll(queries);
        copy.holds.addAll(holds);
        copy.outcomes.putAll(outcomes);
        copy.uses.putAll(uses);
        copy.keys = keys;
        copy.webhooks = webhooks.copy();
        copy.changes.addAll(changes);
        copy.images.putAll(images);
        copy.oldestImages = oldestImages;
        copy.head = head;
        copy.position = position;
        return copy;
    }

    Cursor cursor() {
        return new Cursor(epoch, head);
    }

    Table table(String name) {
        if (sheets.get(name) instanceof Table table) {
            return table;
        }
        throw new IllegalArgumentException("there is no table " + name);
    }

    List<List<CellValue>> rows(String table) {
        var found = rows.get(table);
        if (found == null) {
            throw new IllegalArgumentException("there is no table " + table);
        }
        return found;
    }

    /** Adds a row behind the others and returns its id, which no other row ever has. */
    long add(String table, List<CellValue> row) {
        rows(table).add(List.copyOf(row));
        ids(table).add(nextRowId);
        return nextRowId++;
    }

    /** Puts a row back under the id that it had. */
    void restore(String table, List<CellValue> row, long rowId) {
        rows(table).add(List.copyOf(row));
        ids(table).add(rowId);
    }

    void remove(String table, long rowId) {
        int index = index(table, rowId);
        rows(table).remove(index);
        ids(table).remove(index);
    }

    List<CellValue> row(String table, long rowId) {
        return rows(table).get(index(table, rowId));
    }

    /** Makes a table what it was. */
    void rewind(EarlierTable earlier) {
        var table = earlier.table();
        for (var column : earlier.written()) {
            int place = table.indexOf(column.column().name());
            for (int i = 0; i < column.rowIds().length; i++) {
                int index = index(table.name(), column.rowIds()[i]);
                var row = new ArrayList<>(rows(table.name()).get(index));
                row.set(place, column.cells().get(i));
                rows(table.name()).set(index, row);
            }
        }
        LongStream.of(earlier.came()).forEach(rowId -> remove(table.name(), rowId));
        earlier.gone().forEach(row -> putBack(table, row));
    }

    private void putBack(Table table, List<CellValue> row) {
        int columns = table.columns().size();
        long rowId = table.rowId().isEmpty()
                ? nextRowId++
                : ((CellValue.Exact) row.get(columns)).number().longValueExact();
        restore(table.name(), row.subList(0, columns), rowId);
    }

    /** Returns a cell of the row at a place, or the row's id if that is asked for. */
    CellValue cell(Table table, int index, String column) {
        return table.rowId().filter(it -> it.name().equals(column)).isPresent()
                ? CellValue.of(rowId(table.name(), index))
                : cell(table, rows(table.name()).get(index), column);
    }

    CellValue cell(Table table, List<CellValue> row, String column) {
        int place = table.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("table " + table.name() + " has no column " + column);
        }
        return row.get(place);
    }

    int index(String table, long rowId) {
        int index = ids(table).indexOf(rowId);
        if (index < 0) {
            throw new IllegalArgumentException("table " + table + " has no row " + rowId);
        }
        return index;
    }

    long rowId(String table, int index) {
        return ids(table).get(index);
    }

    private List<Long> ids(String table) {
        return rowIds.computeIfAbsent(table, name -> new ArrayList<>());
    }
}
