package dev.ducksheet.core.application;

import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.EarlierTable;
import dev.ducksheet.core.port.out.Holders;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A table from which versions are taken off, the newest first, as what is other now: so much is held as rows were touched,
 * however often. A row is known by the cells of its name: the name that it has now, if it is there now.
 */
final class RewoundTable {
    private final Table table;
    private final List<Column> naming;
    /** What rows are called now that were called otherwise, by what they were called. */
    private final Map<List<CellValue>, List<CellValue>> renamed = new HashMap<>();

    private final Set<List<CellValue>> came = new LinkedHashSet<>();
    private final Map<String, Map<List<CellValue>, CellValue>> written = new LinkedHashMap<>();
    /** Whole rows by what they were called, cells in the order of what may be asked for. */
    private final Map<List<CellValue>, List<CellValue>> gone = new LinkedHashMap<>();

    RewoundTable(Table table) {
        this.table = table;
        this.naming = table.rowId().map(List::of).orElse(table.keyColumns());
    }

    /** Says whether the table still has the columns of images, and its rows are still called after the same. */
    boolean fits(Images.OfRows images) {
        var names = naming.stream().map(Column::name).toList();
        var all = table.columns().stream().map(Column::name).toList();
        return images.columns().stream().allMatch(name -> table.column(name).isPresent())
                && fits(images.updated().rows(), names)
                && fits(images.inserted().rows(), names)
                && fits(images.deleted().rows(), names)
                && (images.deleted().rows().size() == 0
                        || images.deleted().columns().containsAll(all));
    }

    private static boolean fits(RowNames rows, List<String> names) {
        return rows.size() == 0 || rows.columns().equals(names);
    }

    /** Takes a version off. Rows may have swapped their names in it, so none is called anew before all are found. */
    void takeOff(Images.OfRows images) {
        var back = new ArrayList<Runnable>();
        var updated = images.updated();
        for (int i = 0; i < updated.rows().size(); i++) {
            back.add(rewritten(updated, i));
        }
        for (int i = 0; i < images.inserted().rows().size(); i++) {
            var name = name(images.inserted().rows(), i);
            if (gone.remove(name) == null) {
                came.add(present(name));
            }
        }
        back.forEach(Runnable::run);
        restore(images.deleted());
    }

    /** Gives a row its cells back; returns what calls it as it was called before. */
    private Runnable rewritten(Images.Updated updated, int row) {
        var after = name(updated.rows(), row);
        var before = nameBefore(updated, row, after);
        var whole = gone.remove(after);
        if (whole != null) {
            for (int c = 0; c < updated.columns().size(); c++) {
                whole.set(
                        place(updated.columns().get(c)), updated.before().get(c).get(row));
            }
            return () -> gone.put(before, whole);
        }
        var present = present(after);
        for (int c = 0; c < updated.columns().size(); c++) {
            written.computeIfAbsent(updated.columns().get(c), column -> new LinkedHashMap<>())
                    .put(present, updated.before().get(c).get(row));
        }
        return before.equals(present) ? () -> {} : () -> renamed.put(before, present);
    }

    private List<CellValue> present(List<CellValue> name) {
        var present = renamed.remove(name);
        return present == null ? name : present;
    }

    private static List<CellValue> name(RowNames names, int row) {
        return names.cells().stream().map(cells -> cells.get(row)).toList();
    }

    private static List<CellValue> nameBefore(Images.Updated updated, int row, List<CellValue> after) {
        var before = new ArrayList<>(after);
        for (int i = 0; i < before.size(); i++) {
            int place = updated.columns().indexOf(updated.rows().columns().get(i));
            if (place >= 0) {
                before.set(i, updated.before().get(place).get(row));
            }
        }
        return List.copyOf(before);
    }

    private int place(String column) {
        return table.rowId().filter(it -> it.name().equals(column)).isPresent()
                ? table.columns().size()
                : table.indexOf(column);
    }

    private void restore(Images.Whole deleted) {
        var places = table.columns().stream()
                .map(it -> deleted.columns().indexOf(it.name()))
                .toList();
        for (int i = 0; i < deleted.rows().size(); i++) {
            var name = name(deleted.rows(), i);
            var row = new ArrayList<CellValue>();
            for (int place : places) {
                row.add(deleted.cells().get(place).get(i));
            }
            table.rowId().ifPresent(column -> row.addAll(name));
            gone.put(name, row);
        }
    }

    /** Returns the table as it was before all that was taken off. */
    EarlierTable earlier(WorkbookSnapshot snapshot) {
        var columns = new ArrayList<EarlierTable.Written>();
        written.forEach((column, cells) -> columns.add(written(snapshot, column, cells)));
        return new EarlierTable(
                table,
                LongStream.of(found(snapshot, came))
                        .filter(rowId -> rowId != Holders.NONE)
                        .toArray(),
                columns,
                List.copyOf(gone.values()));
    }

    private EarlierTable.Written written(
            WorkbookSnapshot snapshot, String column, Map<List<CellValue>, CellValue> cells) {
        var found = found(snapshot, cells.keySet());
        var there = IntStream.range(0, found.length)
                .filter(i -> found[i] != Holders.NONE)
                .toArray();
        return new EarlierTable.Written(
                table.column(column).orElseThrow(),
                IntStream.of(there).mapToLong(i -> found[i]).toArray(),
                CellColumn.of(List.copyOf(cells.values())).select(there));
    }

    private long[] found(WorkbookSnapshot snapshot, Collection<List<CellValue>> names) {
        var listed = List.copyOf(names);
        var cells = IntStream.range(0, naming.size())
                .mapToObj(i ->
                        CellColumn.of(listed.stream().map(name -> name.get(i)).toList()))
                .toList();
        return snapshot.named(
                table,
                new RowNames(listed.size(), naming.stream().map(Column::name).toList(), cells));
    }
}
