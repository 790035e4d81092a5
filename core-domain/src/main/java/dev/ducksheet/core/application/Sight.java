package dev.ducksheet.core.application;

import dev.ducksheet.core.access.Access;
import dev.ducksheet.core.access.Reach;
import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Axis;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.GroupingSet;
import dev.ducksheet.core.model.Level;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.port.in.ReadHistory.Entry;
import dev.ducksheet.core.port.in.ReadHistory.Touched;
import dev.ducksheet.core.validation.RefusedException;
import dev.ducksheet.core.validation.UpdateRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one who asks sees of the sheets of one moment. Immutable. */
final class Sight {
    private static final List<CellValue> NO_GROUPING_SET = List.of(CellValue.of(-1));

    private final Access access;
    private final Catalog all;
    private final Catalog visible;
    private final Map<String, Reach> shown = new HashMap<>();

    private Sight(Access access, Catalog all) {
        this.access = access;
        this.all = all;
        var sheets = new ArrayList<Sheet>();
        for (var sheet : all.sheets()) {
            var reach = bound(sheet);
            shown.put(sheet.name(), reach);
            if (!(reach instanceof Reach.None)) {
                sheets.add(sheet);
            }
        }
        this.visible = Catalog.of(sheets);
    }

    static Sight of(Access access, Catalog catalog) {
        return new Sight(access, catalog);
    }

    boolean isOf(Catalog catalog) {
        return all == catalog;
    }

    /** A filter that no longer fits its sheet closes it. */
    private Reach bound(Sheet sheet) {
        try {
            return UpdateRules.reach(sheet, rows(sheet, access.reach(all, sheet.name())));
        } catch (RefusedException e) {
            return new Reach.None(e.refusal().detail());
        }
    }

    /**
     * Returns the rows that are shown, of those whose leaves are reached. In a rollup, a row that adds up a level or
     * axis by which is filtered is not shown: it counts leaves of all its nodes.
     */
    private static Reach rows(Sheet sheet, Reach leaves) {
        if (!(sheet instanceof Rollup rollup && leaves instanceof Reach.Only only)) {
            return leaves;
        }
        var telling = rollup.groupingSets().stream()
                .filter(set -> tells(rollup, set, leaves))
                .map(set -> CellValue.of(set.id()))
                .toList();
        var told =
                new Condition.In(new ColumnName(Rollup.GROUPING_SET_ID), telling.isEmpty() ? NO_GROUPING_SET : telling);
        return new Reach.Only(Condition.allOf(List.of(only.condition(), told)));
    }

    /** Says whether a grouping set tells all levels and axes apart by which is filtered. */
    private static boolean tells(Rollup rollup, GroupingSet set, Reach leaves) {
        var hidden = rollup.levels().stream().skip(set.depth()).map(Level::name);
        var axes =
                rollup.axes().stream().map(Axis::name).filter(leaves::dependsOn).collect(Collectors.toSet());
        return hidden.noneMatch(leaves::dependsOn) && rollup.tells(set, axes);
    }

    /** Returns the sheets of which something is shown. */
    Catalog visible() {
        return visible;
    }

    /**
     * Returns the leaves of a sheet that may be touched.
     *
     * @throws RefusedException if the sheet is closed or not there
     */
    Reach leaves(String sheet) {
        return open(sheet, access.reach(all, sheet));
    }

    /**
     * Returns the rows of a sheet that are shown.
     *
     * @throws RefusedException if the sheet is closed or not there
     */
    Reach rows(String sheet) {
        var leaves = leaves(sheet);
        return rows(UpdateRules.sheet(visible, sheet), leaves);
    }

    private Reach open(String sheet, Reach reach) {
        var closed = reach instanceof Reach.None ? reach : shown.getOrDefault(sheet, reach);
        if (closed instanceof Reach.None none) {
            throw new RefusedException(Reason.FORBIDDEN, "/table", none.why());
        }
        var unused = UpdateRules.sheet(visible, sheet);
        return reach;
    }

    /** Says whether every row of a sheet is shown. */
    boolean showsAllOf(String sheet) {
        return shown.get(sheet) instanceof Reach.All;
    }

    /** Returns what is shown of a change: maybe nothing but its version. */
    Change seen(Change change) {
        var rows = change.rows().stream().filter(this::shows).toList();
        if (isToldWhole(change)) {
            return new Change(
                    change.version(),
                    change.updateId(),
                    change.sheet(),
                    change.column(),
                    change.editor(),
                    change.at(),
                    change.rowsChanged(),
                    rows,
                    change.event());
        }
        boolean omitted = change.rowsOmitted() > 0 && shown.get(change.sheet()) instanceof Reach.Only;
        if (rows.isEmpty() && !omitted) {
            return new Change(
                    change.version(), change.updateId(), "", "", "", change.at(), 0, List.of(), Event.cells());
        }
        boolean isNamed = shown.getOrDefault(change.sheet(), new Reach.None("")) instanceof Reach.Only;
        return new Change(
                change.version(),
                change.updateId(),
                isNamed ? change.sheet() : rows.get(0).sheet(),
                isNamed ? change.column() : rows.get(0).column(),
                change.editor(),
                change.at(),
                omitted ? Change.MAX_BASE_ROWS + 1 : rows.size(),
                rows,
                omitted ? Event.cells() : plain(change.event()));
    }

    /**
     * Returns what is shown of the history: what happened to sheets of which every row is shown. That a total was edited
     * which is not shown, is not told with the leaves.
     */
    Stream<Entry> seen(Entry entry) {
        var change = entry.change();
        if (change.event().isOfQueries()) {
            return Stream.empty();
        }
        if (!(entry.touched() instanceof Touched.Row row)) {
            return showsAllOf(change.sheet()) ? Stream.of(entry) : Stream.empty();
        }
        if (!showsAllOf(row.table())) {
            return Stream.empty();
        }
        return Stream.of(showsAllOf(change.sheet()) ? entry : new Entry(change.on(row.table()), row));
    }

    /** A saved query may have the name of a sheet, and asks for any. */
    private boolean isToldWhole(Change change) {
        if (change.event().isOfQueries()) {
            return false;
        }
        return showsAllOf(change.sheet())
                || (change.event().isOfSheets()
                        && all.sheet(change.sheet()).isEmpty()
                        && !(access.reach(all, change.sheet()) instanceof Reach.None));
    }

    /** How many rows came in all is not for one who sees some of them. */
    private static Event plain(Event event) {
        if (event instanceof Event.RowsImported) {
            return new Event.RowsImported(0, 0, 0, 0);
        }
        return event instanceof Event.RowsInserted ? new Event.RowsInserted(0, 0) : event;
    }

    private boolean shows(ChangedRow row) {
        var reach = shown.getOrDefault(row.sheet(), new Reach.None(""));
        if (!(reach instanceof Reach.Only only)) {
            return reach instanceof Reach.All;
        }
        boolean complete = only.condition().columns().stream()
                .allMatch(column -> row.columns().contains(column.name()));
        return complete && isIncluded(reach, row);
    }

    /** A column may have had another type when the row changed; then nothing is known of it. */
    private static boolean isIncluded(Reach reach, ChangedRow row) {
        try {
            return reach.includes(name -> row.cells().get(row.columns().indexOf(name)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
