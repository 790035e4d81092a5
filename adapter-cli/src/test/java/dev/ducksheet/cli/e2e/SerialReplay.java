package dev.ducksheet.cli.e2e;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadUpdates;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Does once more, one after the other and on the twin, what others did at once: what each update shows and what comes of
 * all of them must be the same. What is wrong is said in a sentence each.
 */
final class SerialReplay implements AutoCloseable {
    private static final List<String> SHEETS = List.of("leaf", "tree");

    private final CoreDriver core;
    private final List<String> wrongs = new ArrayList<>();

    SerialReplay(Tree tree) {
        var store = new InMemoryWorkbookStore();
        tree.load(store);
        core = CoreDriver.of(Ducksheet.open(store, Clock.systemUTC(), new Random(1)));
    }

    /** Holds the amounts of leaves, as the others did before anything else. */
    void hold(String condition) {
        core.hold("leaf", "amount", condition);
    }

    /** Does the next update, which the others did as this version. */
    void apply(long version, CellUpdate update) {
        var outcome = core.submit(update);
        if (!(outcome instanceof Outcome.Applied applied) || applied.version().number() != version) {
            wrongs.add("version " + version + " comes to another end one by one: " + outcome + " of " + update);
        }
    }

    /** Compares what the log shows of an update that is done here as well. */
    void compare(LoggedChange logged) {
        var since = new Cursor(core.workbook().readUpdates().head().epoch(), new Version(logged.version() - 1));
        if (core.workbook().readUpdates().after(since, 1) instanceof ReadUpdates.Page.Changes page
                && !page.changes().isEmpty()) {
            compare(logged, LoggedChange.of(page.changes().get(0)));
        }
    }

    /** The ids differ: each history gives its own. */
    private void compare(LoggedChange logged, LoggedChange replayed) {
        if (!logged.withId("").equals(replayed.withId(""))) {
            wrongs.add("version " + logged.version() + " shows " + logged + ", but one by one " + replayed);
        }
    }

    /** Compares the tables of a server with what came of the same updates done one by one. */
    void compare(Api api) {
        SHEETS.forEach(sheet -> compare(sheet, api.rows(sheet, "")));
    }

    /** Compares the tables of a workbook with what came of the same updates done one by one. */
    void compare(CoreDriver workbook) {
        SHEETS.forEach(sheet -> compareCells(sheet, workbook.rows(sheet, "")));
    }

    /** Compares a table, with its columns in their order, with what came of the same updates done one by one. */
    void compare(String sheet, List<Map<String, CellValue>> rows) {
        compareCells(sheet, rows.stream().map(row -> List.copyOf(row.values())).toList());
    }

    private void compareCells(String sheet, List<List<CellValue>> rows) {
        var replayed = core.rows(sheet, "");
        if (!rows.equals(replayed)) {
            wrongs.add(sheet + " is " + rows + ", but one by one it is " + replayed);
        }
    }

    /** Returns what is wrong so far. */
    List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    @Override
    public void close() {
        core.close();
    }
}
