package dev.ducksheet.core.application;

import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.port.out.LeafSet;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import dev.ducksheet.core.spread.SpreadResult;
import dev.ducksheet.core.validation.BoundUpdate;
import dev.ducksheet.core.validation.RefusedException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in a sentence why a spread has no plan. */
final class RefusalOfSpread {
    private final WorkbookSnapshot workbook;
    private final BoundUpdate.Spread update;
    private final TreeOfPaths tree;
    private final LeafSet set;

    RefusalOfSpread(WorkbookSnapshot workbook, BoundUpdate.Spread update, TreeOfPaths tree, LeafSet set) {
        this.workbook = workbook;
        this.update = update;
        this.tree = tree;
        this.set = set;
    }

    RefusedException of(SpreadResult result) {
        if (result instanceof SpreadResult.Undefined undefined) {
            return undefined(undefined);
        }
        if (result instanceof SpreadResult.Overflow overflow) {
            return overflow(overflow);
        }
        return new RefusedException(
                Reason.ALL_HELD, "/condition", "every leaf under this total is held, by " + holds() + "; lift a hold");
    }

    private RefusedException undefined(SpreadResult.Undefined undefined) {
        var where = where(undefined);
        if (undefined.reason() == SpreadResult.Undefined.Reason.NOT_FINITE) {
            return refuse("a value under " + where + " is NaN or infinite, so nothing can be shared out; set it first");
        }
        var what = update.weights().isEmpty() ? "the values" : "the weights";
        var held = set.held().isEmpty() ? "" : " that no hold keeps (" + holds() + ")";
        return refuse(what + " under " + where + held + " are not all zero but add up to zero, so "
                + update.method().wireName() + " is undefined; use equal or equal_increment");
    }

    private static RefusedException refuse(String detail) {
        return new RefusedException(Reason.UNDEFINED_SPREAD, "/spread", detail);
    }

    private String where(SpreadResult.Undefined undefined) {
        if (undefined.level() == 0) {
            return "this total";
        }
        return "'" + tree.labels().get(undefined.level() - 1).get(undefined.node()) + "'";
    }

    private RefusedException overflow(SpreadResult.Overflow overflow) {
        var table = update.target().base();
        var column = update.target().stored();
        var row =
                workbook.rows(table, new long[] {set.rowIds()[overflow.leaf()]}).get(0);
        return new RefusedException(
                Reason.OUT_OF_RANGE,
                "/value",
                "the spread would set " + table.name() + "." + column.name() + " to "
                        + overflow.value().display() + " in row ("
                        + row.stream().map(CellValue::display).collect(Collectors.joining(", "))
                        + "), which " + column.type().sqlName() + " cannot hold");
    }

    private String holds() {
        var own = update.holds().stream().map(hold -> hold.text() + " (of this edit)");
        var shared = workbook.holds().stream().map(RefusalOfSpread::describe);
        return Stream.concat(own, shared).limit(10).collect(Collectors.joining("; "));
    }

    private static String describe(Hold hold) {
        return hold.id() + " on " + hold.sheet() + "." + hold.column() + " where "
                + hold.condition().text();
    }
}
