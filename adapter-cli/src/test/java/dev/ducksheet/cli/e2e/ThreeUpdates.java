package dev.ducksheet.cli.e2e;

import dev.ducksheet.cli.e2e.History.Sent;
import dev.ducksheet.cli.e2e.History.Told;
import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.ColumnType;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A short history that is in order, for faults to be planted in: a set, a spread, and an addition to what was set. */
final class ThreeUpdates {
    static final Tree TREE = new Tree(ColumnType.bigint(), 2, 2, 2, 2);

    private final List<Sent> sent = new ArrayList<>();
    private final List<LoggedChange> log = new ArrayList<>();
    private final List<Map<String, CellValue>> leaves;
    private final List<Map<String, CellValue>> totals;

    ThreeUpdates() {
        var store = new InMemoryWorkbookStore();
        TREE.load(store);
        try (var core = CoreDriver.of(Ducksheet.open(store, Clock.systemUTC(), new Random(1)))) {
            apply(core, "a", Edit.OfLeaf.of(3, Edit.Op.SET, 500));
            apply(core, "b", Edit.OfNode.of(List.of("S0", "B0"), 1003));
            apply(core, "c", Edit.OfLeaf.of(3, Edit.Op.ADD, 1));
            core.changes().forEach(change -> log.add(LoggedChange.of(change)));
            leaves = rows(core, "leaf");
            totals = rows(core, "tree");
        }
    }

    private void apply(CoreDriver core, String key, Edit edit) {
        core.submit(edit.update().by(key));
        var id = core.changes().get(sent.size()).updateId().toString();
        sent.add(new Sent(key, edit, new Told.Applied(sent.size() + 1, id)));
    }

    private static List<Map<String, CellValue>> rows(CoreDriver core, String sheet) {
        var columns = core.workbook()
                .readCatalog()
                .catalog()
                .sheet(sheet)
                .orElseThrow()
                .columns();
        return new ArrayList<>(core.rows(sheet, "").stream()
                .map(cells -> {
                    Map<String, CellValue> row = new LinkedHashMap<>();
                    columns.forEach(column -> row.put(column.name(), cells.get(columns.indexOf(column))));
                    return row;
                })
                .toList());
    }

    /** What was sent, with what was told; to be changed. */
    List<Sent> sent() {
        return sent;
    }

    /** What the log has; to be changed. */
    List<LoggedChange> log() {
        return log;
    }

    /** The leaves afterwards; to be changed. */
    List<Map<String, CellValue>> leaves() {
        return leaves;
    }

    /** The totals afterwards; to be changed. */
    List<Map<String, CellValue>> totals() {
        return totals;
    }

    /** Returns a change under another version. */
    static LoggedChange as(long version, LoggedChange change) {
        return new LoggedChange(
                version, change.updateId(), change.editor(), change.sheet(), change.column(), change.rows());
    }
}
