package dev.ducksheet.testkit;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.condition.ConditionParser;
import dev.ducksheet.core.condition.ParseResult;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.ViewTable;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.core.port.out.WorkbookStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Drives a workbook in tests as an embedder does, one call after the other; waits for outcomes. */
public final class CoreDriver implements AutoCloseable {
    /** The time of every change. */
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Workbook workbook;

    private CoreDriver(Workbook workbook) {
        this.workbook = workbook;
    }

    /** Opens a workbook over a store with the queue and feed of this process and a clock that stands still. */
    public static CoreDriver over(WorkbookStore store) {
        return over(store, 7);
    }

    /** The same with ids of another seed: a workbook that is opened again takes ids that it has seen for repetitions. */
    public static CoreDriver over(WorkbookStore store, long seed) {
        return new CoreDriver(Ducksheet.open(store, Clock.fixed(NOW, ZoneOffset.UTC), new Random(seed)));
    }

    /** Drives a workbook that is open. */
    public static CoreDriver of(Workbook workbook) {
        return new CoreDriver(workbook);
    }

    /** Returns what is driven. */
    public Workbook workbook() {
        return workbook;
    }

    /** Returns the condition of this text. */
    public static Condition where(String text) {
        if (ConditionParser.parse(text) instanceof ParseResult.Parsed parsed) {
            return parsed.condition();
        }
        throw new IllegalArgumentException("no condition: " + text + ": " + ConditionParser.parse(text));
    }

    /** Returns a plain set. */
    public static CellUpdate set(String sheet, String column, @Nullable Object value, String condition) {
        return CellUpdate.of(sheet, column, new Operation.Set(Cells.cell(value)), where(condition));
    }

    /** Returns the edit of an example of spreading. */
    public CellUpdate editOf(SpreadingExample example) {
        Spreading.Weights weights = example.weights() == null
                ? new Spreading.Weights.Own()
                : new Spreading.Weights.FromColumn(example.weights());
        List<Condition> holds = example.ownHold() == null ? List.of() : List.of(where(example.ownHold()));
        return CellUpdate.of("tree", "amount", new Operation.Set(example.total()), where(SpreadingExample.CONDITION))
                .spread(new Spreading.By(example.method(), example.over(), weights, holds));
    }

    /** Submits an update and returns its outcome; a refusal before queueing is an outcome too. */
    public Outcome submit(CellUpdate update) {
        return outcome(workbook.submitUpdate().submit(update));
    }

    /** Changes rows and returns the outcome. */
    public Outcome edit(RowEdit edit) {
        return outcome(workbook.editRows().submit(edit, Signature.anonymous()));
    }

    /** Changes the tables and returns the outcome. */
    public Outcome edit(TableEdit edit) {
        return outcome(workbook.manageTables().submit(edit, Signature.anonymous()));
    }

    /** Takes a version back and returns the outcome. */
    public Outcome undo(long version) {
        return outcome(workbook.undoVersion().undo(new Version(version), Signature.of("uma")));
    }

    /** Places a hold and returns its outcome. */
    public Outcome hold(String sheet, String column, String condition) {
        return outcome(workbook.manageHolds().place(sheet, column, where(condition), CellUpdate.ANONYMOUS));
    }

    /** Waits for the outcome of a submission. */
    public static Outcome outcome(Submission submission) {
        if (submission instanceof Submission.Queued queued) {
            try {
                return queued.outcome().toCompletableFuture().get(60, TimeUnit.SECONDS);
            } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
                throw new AssertionError("no outcome of " + queued.id(), e);
            }
        }
        if (submission instanceof Submission.Refused refused) {
            return new Outcome.Refused(
                    new dev.ducksheet.core.edit.UpdateId(new java.util.UUID(0, 0)), refused.refusal());
        }
        throw new AssertionError("the queue is full: " + submission);
    }

    /** Returns the rows of a sheet in leaf order, filtered; blank for all. */
    public List<List<CellValue>> rows(String sheet, String filter) {
        return rows(sheet, List.of(), filter);
    }

    /** Returns these columns of the rows of a sheet in leaf order, filtered; blank for all. */
    public List<List<CellValue>> rows(String sheet, List<String> columns, String filter) {
        return rows(new ViewTable.View(sheet, columns, filter, List.of(), Long.MAX_VALUE, List.of()));
    }

    /** Returns the rows of a view. */
    public List<List<CellValue>> rows(ViewTable.View view) {
        if (workbook.viewTable().view(view) instanceof ViewTable.Opening.Opened opened) {
            var rows = new ArrayList<List<CellValue>>();
            try (var stream = opened.rows()) {
                while (stream.next()) {
                    for (int row = 0; row < stream.batch().size(); row++) {
                        var cells = new ArrayList<CellValue>();
                        for (int column = 0; column < stream.columns().size(); column++) {
                            cells.add(stream.batch().get(column, row));
                        }
                        rows.add(List.copyOf(cells));
                    }
                }
            }
            return rows;
        }
        throw new AssertionError("no view: " + workbook.viewTable().view(view));
    }

    /** Returns one column of all rows of a sheet. */
    public List<CellValue> column(String sheet, String column) {
        var names = workbook.readCatalog().catalog().sheet(sheet).orElseThrow().columns().stream()
                .map(Column::name)
                .toList();
        int place = names.indexOf(column);
        return rows(sheet, "").stream().map(row -> row.get(place)).toList();
    }

    /** Returns all changes of this history. */
    public List<Change> changes() {
        var epoch = workbook.readUpdates().head().epoch();
        var page = workbook.readUpdates().after(new Cursor(epoch, Version.ZERO), Integer.MAX_VALUE);
        if (page instanceof ReadUpdates.Page.Changes changes) {
            return changes.changes();
        }
        throw new AssertionError("the changes are gone: " + page);
    }

    @Override
    public void close() {
        workbook.close();
    }
}
