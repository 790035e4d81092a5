package dev.ducksheet.core.application;

import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.port.out.CellColumn;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.Matches;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Consecutive plain updates that are read at once, decided one by one in memory, and written at once: one staged join
 * per column instead of one statement per update. The result equals applying them one by one.
 *
 * <p>That holds because no update's condition reads a column that an earlier one of the run writes, none moves a leaf
 * to another node, and everything they change in a rollup moves by exact differences.
 */
final class PlainRun {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;
    private final List<Member> members = new ArrayList<>();
    private final Map<ColumnRef, Group> groups = new LinkedHashMap<>();

    PlainRun(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /** Says whether an update may be part of any run of several. */
    static boolean accepts(BoundUpdate.Plain update, Catalog catalog) {
        var table = update.target().sheet();
        var column = update.target().column();
        var ref = new ColumnRef(table.name(), column.name());
        for (var rollup : catalog.rollupsOver(table.name())) {
            if (rollup.isAddressedBy(ref) || (rollup.shows(ref) && !rollup.movesExactly(column))) {
                return false;
            }
        }
        return !table.key().contains(column.name());
    }

    /** Says whether the update's condition is free of what the run writes. */
    boolean canTake(BoundUpdate.Plain update) {
        var table = update.target().sheet().name();
        for (var column : update.condition().columns()) {
            if (groups.containsKey(new ColumnRef(table, column.name()))) {
                return false;
            }
        }
        return true;
    }

    void take(BoundUpdate.Plain update) {
        var table = update.target().sheet();
        var column = update.target().column();
        var group = groups.computeIfAbsent(new ColumnRef(table.name(), column.name()), ref -> new Group(table, column));
        members.add(new Member(update, group, group.take(update)));
    }

    /** Reads what the updates match; says no if one matches so many rows that they must be applied one by one. */
    boolean read() {
        for (var group : groups.values()) {
            if (!group.read()) {
                return false;
            }
        }
        var images = new HashMap<String, Map<Long, RowImage>>();
        groups.values()
                .forEach(group -> group.share(images.computeIfAbsent(
                        group.table.name(), name -> new HashMap<>(2 * group.matches.rowIds().length))));
        startLedgers();
        if (transaction.keepsImages()) {
            images.forEach(this::name);
        }
        return true;
    }

    /** Decides the updates that were taken, one after the other; {@code update} is the number of the next. */
    Result decide(int update) {
        var member = members.get(update);
        try {
            var group = member.group();
            var present = member.present();
            var cells = PlainDecision.decide(member.update(), present);
            for (var ledger : group.ledgers) {
                ledger.requireInRange(group.column.name(), member.rowIds(), present, cells);
            }
            var images = images(member, present, cells);
            return new Result.Done(effect(group, cells, member.from(), images));
        } catch (RefusedException e) {
            return new Result.Refused(e.refusal());
        }
    }

    /** Asks by what the rows of a table are known; a run writes nothing that names a row. */
    private void name(String table, Map<Long, RowImage> byRowId) {
        var rowIds = new long[byRowId.size()];
        byRowId.values().forEach(image -> rowIds[image.number] = image.rowId());
        var ofTable = groups.values().stream()
                .filter(group -> group.table.name().equals(table))
                .toList();
        var names = transaction.names(ofTable.get(0).table, rowIds);
        ofTable.forEach(group -> group.names = names);
    }

    /** Writes what was decided. */
    void write() {
        groups.values().forEach(Group::write);
    }

    private void startLedgers() {
        var byRollup = new LinkedHashMap<String, RollupLedger>();
        groups.forEach((ref, group) -> {
            for (Rollup rollup : catalog.rollupsOver(ref.table())) {
                if (rollup.shows(ref)) {
                    var ledger = byRollup.computeIfAbsent(
                            rollup.name(), name -> new RollupLedger(transaction, rollup, changedRows));
                    ledger.expect(group.matches.rowIds());
                    group.ledgers.add(ledger);
                }
            }
        });
        byRollup.values().forEach(RollupLedger::read);
    }

    private Images images(Member member, List<CellValue> present, List<CellValue> cells) {
        var group = member.group();
        if (group.names.size() == 0) {
            return Images.none();
        }
        var numbers = new int[cells.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = group.images.get(member.from() + i).number;
        }
        return Images.OfRows.of(
                group.table.name(),
                new Images.Updated(
                        group.names.select(numbers),
                        group.written,
                        List.of(CellColumn.of(present)),
                        List.of(CellColumn.of(cells))));
    }

    private Effect effect(Group group, List<CellValue> cells, int from, Images images) {
        var shown = new ArrayList<ChangedRow>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            var image = group.images.get(from + i);
            for (var ledger : group.ledgers) {
                ledger.move(image.rowId(), group.column.name(), image.cells()[group.place], cells.get(i));
            }
            image.cells()[group.place] = cells.get(i);
            group.writes(image);
            shown.add(changedRows.ofTable(group.table, group.column.name(), List.of(image.cells())));
        }
        group.ledgers.forEach(ledger -> shown.addAll(ledger.settle(group.column.name())));
        return new Effect(cells.size(), shown, images);
    }

    /** What became of one update of a run. */
    sealed interface Result {
        /** It was applied. */
        record Done(Effect effect) implements Result {}

        /** It was refused; the others were not affected. */
        record Refused(Refusal refusal) implements Result {}
    }

    /** An update and its place among those of its column. */
    private record Member(BoundUpdate.Plain update, Group group, int place) {
        int from() {
            return group.starts[place];
        }

        long[] rowIds() {
            return Arrays.copyOfRange(group.matches.rowIds(), from(), group.starts[place + 1]);
        }

        /** Returns the matching cells, as the updates before have left them. */
        List<CellValue> present() {
            var present = new ArrayList<CellValue>();
            for (int match = from(); match < group.starts[place + 1]; match++) {
                present.add(group.images.get(match).cells()[group.place]);
            }
            return present;
        }
    }

    /**
     * A row as it is after the updates decided so far; one for each row, numbered from 0 within its table.
     */
    private static final class RowImage {
        private final int number;
        private final long rowId;
        private final CellValue[] cells;

        RowImage(int number, long rowId, List<CellValue> cells) {
            this.number = number;
            this.rowId = rowId;
            this.cells = cells.toArray(CellValue[]::new);
        }

        long rowId() {
            return rowId;
        }

        CellValue[] cells() {
            return cells;
        }
    }

    /** The updates of one column of one table. */
    private final class Group {
        private final Table table;
        private final Column column;
        private final int place;
        private final List<Condition> conditions = new ArrayList<>();
        private final List<RollupLedger> ledgers = new ArrayList<>();
        private final List<RowImage> changed = new ArrayList<>();
        private final BitSet writtenNumbers = new BitSet();
        private final List<RowImage> images = new ArrayList<>();
        private final List<String> written;
        private RowNames names = RowNames.none();
        private Matches matches = new Matches(new int[0], new long[0], List.of(), List.of());
        private int[] starts = new int[0];

        Group(Table table, Column column) {
            this.table = table;
            this.column = column;
            this.place = table.indexOf(column.name());
            this.written = List.of(column.name());
        }

        /** Returns the place of the update in the group. */
        int take(BoundUpdate.Plain update) {
            conditions.add(update.condition());
            return conditions.size() - 1;
        }

        /** Finds the rows; says whether each update matches few enough to show them all. */
        boolean read() {
            matches = transaction.match(table, column, conditions, Change.MAX_BASE_ROWS);
            starts = new int[conditions.size() + 1];
            for (int i = 0; i < conditions.size(); i++) {
                if (matches.counts()[i] > Change.MAX_BASE_ROWS) {
                    return false;
                }
                starts[i + 1] = starts[i] + matches.counts()[i];
            }
            return true;
        }

        /** Makes the images of the matches, the same for the same row of the table. */
        void share(Map<Long, RowImage> byRowId) {
            for (int i = 0; i < matches.rowIds().length; i++) {
                var cells = matches.rows().get(i);
                images.add(byRowId.computeIfAbsent(
                        matches.rowIds()[i], rowId -> new RowImage(byRowId.size(), rowId, cells)));
            }
        }

        void writes(RowImage image) {
            if (!writtenNumbers.get(image.number)) {
                writtenNumbers.set(image.number);
                changed.add(image);
            }
        }

        void write() {
            var rowIds = changed.stream().mapToLong(RowImage::rowId).toArray();
            var cells = changed.stream().map(image -> image.cells()[place]).toList();
            if (rowIds.length > 0) {
                transaction.write(table, column, rowIds, cells);
            }
        }
    }
}
