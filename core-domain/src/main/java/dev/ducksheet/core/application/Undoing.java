package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.ChangedRow;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnRef;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.Images;
import dev.ducksheet.core.port.out.Past;
import dev.ducksheet.core.port.out.RowNames;
import dev.ducksheet.core.port.out.WorkbookTransaction;
import dev.ducksheet.core.validation.RefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a version back: the rows that it touched become what they were before it, all of them or none. That is done only
 * while they are as it left them, so that nobody's later edit is lost.
 */
final class Undoing {
    private final WorkbookTransaction transaction;
    private final Catalog catalog;
    private final ChangedRows changedRows;

    Undoing(WorkbookTransaction transaction, Catalog catalog, ChangedRows changedRows) {
        this.transaction = transaction;
        this.catalog = catalog;
        this.changedRows = changedRows;
    }

    /**
     * What became of it.
     *
     * @param column the one that was written, empty if there are several or whole rows
     */
    record Undone(String table, String column, Effect effect) {}

    /** Throws a {@code RefusedException}, before anything is written, if it cannot be taken back. */
    Undone apply(Version version) {
        var past = past(version);
        if (past.images() instanceof Images.OfRows images) {
            var table = table(version, images);
            requireSameColumns(version, images);
            return apply(version, table, images);
        }
        return new Undone(
                past.change().sheet(),
                past.change().column(),
                new Effect(0, List.of(), new Event.Undone(version), Images.none()));
    }

    /** Returns a version that touched no row, or of which the images are kept. */
    private Past past(Version version) {
        var head = transaction.head().version();
        if (version.equals(Version.ZERO) || version.isAfter(head)) {
            throw refused(Reason.UNKNOWN_VERSION, "there is no version " + version + "; the newest is " + head);
        }
        var oldest = transaction.oldestImages();
        if (oldest.isAfter(version)) {
            throw gone(version, oldest);
        }
        var past = transaction.past(version).orElseThrow(() -> gone(version, oldest));
        var event = past.change().event();
        if (event.isOfSheets() || event.isOfQueries()) {
            throw refused(
                    Reason.NOT_UNDOABLE,
                    "version " + version + " changed the tables, rollups or saved queries (" + event.wireName()
                            + "), which is not taken back; change them again");
        }
        if (past.images() instanceof Images.Omitted omitted) {
            throw refused(
                    Reason.NOT_UNDOABLE,
                    "version " + version + " cannot be taken back, because " + omitted.why()
                            + "; edit the rows instead");
        }
        if (past.images() instanceof Images.None && past.change().rowsChanged() > 0) {
            throw refused(
                    Reason.NOT_UNDOABLE,
                    "version " + version + " cannot be taken back, because no history was kept when it was applied;"
                            + " edit the rows instead");
        }
        return past;
    }

    private static RefusedException gone(Version version, Version oldest) {
        return refused(
                Reason.VERSION_GONE,
                "version " + version + " is older than the history that is kept, which begins with version " + oldest
                        + "; edit the rows instead, or keep more history from now on");
    }

    private static RefusedException refused(Reason reason, String detail) {
        return new RefusedException(reason, "/version", detail);
    }

    private Table table(Version version, Images.OfRows images) {
        if (catalog.sheet(images.table()).orElse(null) instanceof Table table) {
            var names = List.of(
                    images.updated().rows(),
                    images.inserted().rows(),
                    images.deleted().rows());
            if (names.stream().allMatch(RowNames::last)) {
                return table;
            }
            throw refused(
                    Reason.NOT_UNDOABLE,
                    "version " + version + " cannot be taken back, because the rows of table " + table.name()
                            + " have neither a key nor numbers to be found by; give the table a key");
        }
        throw refused(
                Reason.NOT_UNDOABLE,
                "version " + version + " cannot be taken back, because table " + images.table()
                        + " is there no more; edit the tables instead");
    }

    private void requireSameColumns(Version version, Images.OfRows images) {
        for (var reshaping : transaction.reshapings(images.table(), version)) {
            for (var column : images.columns()) {
                if (!reshaping.images().kept().contains(column)) {
                    throw refused(
                            Reason.NOT_UNDOABLE,
                            "version " + version + " cannot be taken back, because version " + reshaping.version()
                                    + " changed column " + column + " of table " + images.table()
                                    + "; edit the rows instead");
                }
            }
        }
    }

    private Undone apply(Version version, Table table, Images.OfRows images) {
        var rows = new UndoneRows(transaction, table, images);
        rows.requireAsLeft(version);
        rows.requireUnique(catalog);
        boolean told = images.rows() <= Change.MAX_BASE_ROWS;
        var removed = told ? rows.leaving() : List.<List<CellValue>>of();
        var shown = rows.isOneMeasure(catalog) ? moved(table, rows) : compared(table, rows);
        var base = new ArrayList<ChangedRow>();
        var column = rows.column();
        if (told) {
            transaction
                    .rows(table, rows.updatedIds())
                    .forEach(row -> base.add(changedRows.ofTable(table, column, row)));
            rows.returning().forEach(row -> base.add(changedRows.ofTable(table, "", row)));
            removed.forEach(row -> base.add(changedRows.deleted(table, row)));
        }
        base.addAll(shown);
        var effect = new Effect(images.rows(), base, new Event.Undone(version), rows.images());
        return new Undone(table.name(), column, effect);
    }

    private List<ChangedRow> moved(Table table, UndoneRows rows) {
        var totals = new MovedTotals(transaction, catalog, table, rows.columns().get(0), rows.updatedIds());
        rows.write();
        return totals.changes(changedRows, rows.amounts(true), rows.amounts(false));
    }

    private List<ChangedRow> compared(Table table, UndoneRows rows) {
        var showing = catalog.rollupsOver(table.name()).stream()
                .filter(rollup -> rows.moveWholeRows()
                        || rows.columns().stream()
                                .anyMatch(column -> rollup.shows(new ColumnRef(table.name(), column.name()))))
                .toList();
        boolean isDimension = showing.stream()
                .flatMap(rollup -> rollup.joins().stream())
                .anyMatch(join -> join.table().equals(table.name()));
        var contents = isDimension ? rows.contents() : List.<List<CellValue>>of();
        return RollupComparison.around(
                        transaction, showing, changedRows, table, rows.presentIds(), contents, rows::write)
                .shown();
    }
}
