package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Event;
import dev.ducksheet.core.edit.Expectation;
import dev.ducksheet.core.edit.Hold;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.Signature;
import dev.ducksheet.core.edit.Spreading;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Column;
import dev.ducksheet.core.model.Rollup;
import dev.ducksheet.core.model.SavedQuery;
import dev.ducksheet.core.model.Sheet;
import dev.ducksheet.core.model.Table;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ReadHistory;
import dev.ducksheet.core.port.in.ReadUpdates.Page;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import dev.ducksheet.core.port.in.Workbook;
import dev.ducksheet.storage.duckdb.DuckDbSettings.RowCaching;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.InMemoryWorkbookStore;
import dev.ducksheet.testkit.RandomRequests;
import dev.ducksheet.testkit.RandomSteps;
import dev.ducksheet.testkit.RandomSteps.Step;
import dev.ducksheet.testkit.RandomWorkbook;
import dev.ducksheet.testkit.Requests;
import dev.ducksheet.testkit.Seeded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file and the twin tell the same after every step of a program. Each step is drawn from what the workbook holds by
 * then, so that most of them find the rows, columns and rollups that earlier ones made.
 */
class ProgramAgreesTest {
    private static final int PROGRAMS = 12;
    private static final int MOST_PROGRAMS = 200;
    private static final int STEPS = 30;
    private static final int RECENT = 6;

    /** How often each kind of step is to be applied at least. */
    private static final int LEAST_APPLIED = 2;

    private static final Set<Class<?>> KINDS_OF_REQUESTS =
            Set.of(Request.UpdateCell.class, Request.Undo.class, Request.PlaceHold.class, Request.LiftHold.class);

    @TempDir
    private Path folder;

    private final Map<Class<?>, Tally> tallies = new HashMap<>();

    /** How often a kind of step was applied and refused. */
    private static final class Tally {
        private int applied;
        private int refused;

        boolean isOfBoth() {
            return applied >= LEAST_APPLIED && refused > 0;
        }

        @Override
        public String toString() {
            return applied + " applied, " + refused + " refused";
        }
    }

    /** All that a workbook tells, but for changes before the newest. */
    private record Told(
            Version head,
            Set<Sheet> sheets,
            Map<String, List<List<CellValue>>> rows,
            List<Hold> holds,
            List<SavedQuery> queries,
            List<Change> newest,
            List<String> history) {
        static Told by(CoreDriver core) {
            var workbook = core.workbook();
            var catalog = workbook.readCatalog().catalog();
            var rows = new TreeMap<String, List<List<CellValue>>>();
            catalog.sheets().forEach(sheet -> rows.put(sheet.name(), core.rows(sheet.name(), "")));
            return new Told(
                    workbook.readUpdates().head().version(),
                    Set.copyOf(catalog.sheets()),
                    rows,
                    workbook.manageHolds().holds(),
                    workbook.manageQueries().queries(),
                    ((Page.Changes) workbook.readUpdates().newest(1)).changes(),
                    Unnumbered.history(
                            core, newest(workbook.readUpdates().head().version())));
        }

        private static ReadHistory.Question newest(Version head) {
            var before = new Version(Math.max(0, head.number() - 1));
            return new ReadHistory.Question("", "", "", "", before, Integer.MAX_VALUE, Optional.empty());
        }
    }

    /** Some programs, and more until each kind of step was applied and refused. */
    @Test
    void a_file_agrees_with_the_twin_after_every_step_whether_it_caches_rows_or_not() {
        Seeded.check(PROGRAMS, this::check);
        for (int i = PROGRAMS;
                i < MOST_PROGRAMS && !Seeded.isReplay() && !missing().isEmpty();
                i++) {
            Seeded.check(1, this::check);
        }
        assertThat(Seeded.isReplay() ? List.of() : missing())
                .as("left out of %s", tallies)
                .isEmpty();
    }

    private void check(SplittableRandom random) throws Exception {
        check(random, random.nextBoolean() ? new RowCaching(0, 1) : new RowCaching(64 << 20, random.nextInt(1, 4)));
    }

    private void check(SplittableRandom random, RowCaching caching) throws Exception {
        var workbook = RandomWorkbook.drawNarrow(random);
        var twin = new InMemoryWorkbookStore();
        var store = new Shelf(folder, caching).open();
        workbook.load(twin);
        workbook.load((DuckDbWorkbookStore) store);
        try (var expected = CoreDriver.over(twin);
                var actual = CoreDriver.over(store)) {
            var program = new ArrayList<String>();
            for (int step = 0; step < STEPS; step++) {
                var request = next(random, RandomWorkbook.of(twin), expected.workbook());
                if (request.isEmpty()) {
                    continue;
                }
                program.add(request.get().toString());
                agree(request.get(), actual, expected, String.join("\n", program));
            }
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void agree(Request request, CoreDriver actual, CoreDriver expected, String program) {
        var kinds = kinds(request, expected);
        var before = expected.workbook().readUpdates().head().version();
        var outcome = submit(expected.workbook(), request);
        assertThat(Unnumbered.outcome(submit(actual.workbook(), request)))
                .as("outcome at the end of%n%s", program)
                .isEqualTo(Unnumbered.outcome(outcome));
        assertThat(isBug(outcome)).as("a bug at the end of%n%s", program).isFalse();
        assertThat(Told.by(actual)).as("told at the end of%n%s", program).isEqualTo(Told.by(expected));
        boolean isRepeated =
                outcome instanceof Outcome.Applied applied && !applied.version().isAfter(before);
        (isRepeated ? List.<Class<?>>of(Idempotency.class) : kinds).forEach(kind -> count(kind, outcome));
    }

    private static boolean isBug(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused && refused.refusal().reason() == Refusal.Reason.FAILED;
    }

    private void count(Class<?> kind, Outcome outcome) {
        var tally = tally(kind);
        if (outcome instanceof Outcome.Refused) {
            tally.refused++;
        } else {
            tally.applied++;
        }
    }

    private Tally tally(Class<?> kind) {
        return tallies.computeIfAbsent(kind, it -> new Tally());
    }

    /** Returns the kinds of steps that were left out, or only ever refused or applied. */
    private List<Class<?>> missing() {
        return Stream.concat(
                        kinds().filter(kind -> !tally(kind).isOfBoth()),
                        Stream.<Class<?>>of(Idempotency.class).filter(kind -> tally(kind).applied < LEAST_APPLIED))
                .toList();
    }

    private static Stream<Class<?>> kinds() {
        return Stream.of(
                        KINDS_OF_REQUESTS,
                        others(RowEdit.class, RowEdit.Import.class),
                        others(TableEdit.class, TableEdit.Aggregate.class),
                        casesOf(Alteration.class),
                        casesOf(Operation.class),
                        casesOf(Spreading.class).stream()
                                .filter(it -> !it.equals(Spreading.Weights.class))
                                .toList(),
                        casesOf(Expectation.class),
                        Set.of(Table.class, Rollup.class, Idempotency.Keyed.class, Event.Undone.class))
                .flatMap(Collection::stream);
    }

    /** Files and aggregates are no steps of a program: they have contracts of their own, which both keep. */
    private static Collection<Class<?>> others(Class<?> type, Class<?> leftOut) {
        return casesOf(type).stream().filter(it -> !it.equals(leftOut)).toList();
    }

    private static Collection<Class<?>> casesOf(Class<?> type) {
        return List.of(type.getPermittedSubclasses());
    }

    /** Returns what a request is, in all respects. */
    private static List<Class<?>> kinds(Request request, CoreDriver core) {
        var kinds = new ArrayList<Class<?>>();
        if (request.idempotency() instanceof Idempotency.Keyed) {
            kinds.add(Idempotency.Keyed.class);
        }
        if (request instanceof Request.EditRows rows) {
            kinds.add(rows.edit().getClass());
        } else if (request instanceof Request.EditTable table) {
            kinds.add(table.edit().getClass());
            if (table.edit() instanceof TableEdit.Alter alter) {
                alter.steps().forEach(step -> kinds.add(step.getClass()));
            }
        } else {
            kinds.add(request.getClass());
        }
        if (request instanceof Request.UpdateCell cell) {
            kinds.add(cell.update().operation().getClass());
            kinds.add(cell.update().spreading().getClass());
            kinds.add(cell.update().expectation().getClass());
            core.workbook()
                    .readCatalog()
                    .catalog()
                    .sheet(cell.update().sheet())
                    .ifPresent(sheet -> kinds.add(sheet.getClass()));
        }
        if (request instanceof Request.Undo undo && isUndone(core, undo.version())) {
            kinds.add(Event.Undone.class);
        }
        return kinds;
    }

    private static boolean isUndone(CoreDriver core, Version version) {
        return core.changes().stream()
                .anyMatch(change -> change.version().equals(version) && change.event() instanceof Event.Undone);
    }

    /** Draws a request; nothing where it would be one on which the stores may differ. */
    private static Optional<Request> next(SplittableRandom random, RandomWorkbook present, Workbook workbook) {
        var id = Requests.id(0);
        var others = new RandomRequests(random, present);
        int kind = random.nextInt(10);
        var holds = workbook.manageHolds().holds();
        if (kind == 0) {
            long head = workbook.readUpdates().head().version().number();
            var recent = new Version(Math.max(0, head - random.nextInt(RECENT)));
            return Optional.of(new Request.Undo(id, recent, Signature.of("ann")));
        }
        if (kind == 1 && holds.size() > random.nextInt(4)) {
            return Optional.of(new Request.LiftHold(id, holds.get(0).id(), "bob"));
        }
        if (kind < 4 || present.tables().isEmpty()) {
            return Optional.of(others.next(id));
        }
        if (kind < 7) {
            return Optional.of(others.ofTables(id));
        }
        var step = RandomSteps.draw(random, present, 1).get(0);
        if (step instanceof Step.Edit edit) {
            return isOfIdentity(present, edit)
                    ? Optional.empty()
                    : Optional.of(new Request.UpdateCell(id, edit.update()));
        }
        if (step instanceof Step.Place place) {
            var condition = CoreDriver.where(place.condition().text());
            return Optional.of(
                    new Request.PlaceHold(new Hold(id, place.sheet(), place.column(), condition, place.editor())));
        }
        var lift = (Step.Lift) step;
        var hold = lift.placed() < holds.size() ? holds.get(lift.placed()).id() : id;
        return Optional.of(new Request.LiftHold(id, hold, lift.editor()));
    }

    /** The store refuses an edit of a cell that makes two rows the same, and the twin enforces no uniqueness. */
    private static boolean isOfIdentity(RandomWorkbook present, Step.Edit edit) {
        return present.tables().stream()
                .filter(table -> table.name().equals(edit.update().sheet()))
                .anyMatch(table -> table.key().contains(edit.update().column())
                        || table.column(edit.update().column())
                                .filter(Column::unique)
                                .isPresent());
    }

    private static Outcome submit(Workbook workbook, Request request) {
        return CoreDriver.outcome(submission(workbook, request));
    }

    private static Submission submission(Workbook workbook, Request request) {
        if (request instanceof Request.UpdateCell cell) {
            return workbook.submitUpdate().submit(cell.update());
        }
        if (request instanceof Request.EditRows rows) {
            return workbook.editRows().submit(rows.edit(), rows.signature());
        }
        if (request instanceof Request.EditTable table) {
            return submission(workbook, table);
        }
        if (request instanceof Request.Undo undo) {
            return workbook.undoVersion().undo(undo.version(), undo.signature());
        }
        if (request instanceof Request.PlaceHold place) {
            var hold = place.hold();
            return workbook.manageHolds().place(hold.sheet(), hold.column(), hold.condition(), hold.editor());
        }
        var lift = (Request.LiftHold) request;
        return workbook.manageHolds().lift(lift.hold(), lift.editor());
    }

    private static Submission submission(Workbook workbook, Request.EditTable request) {
        if (request.edit() instanceof TableEdit.SaveQuery save) {
            return workbook.manageQueries().save(save.query(), save.mayReplace(), request.signature());
        }
        if (request.edit() instanceof TableEdit.DropQuery drop) {
            return workbook.manageQueries().drop(drop.table(), request.signature());
        }
        return workbook.manageTables().submit(request.edit(), request.signature());
    }
}
