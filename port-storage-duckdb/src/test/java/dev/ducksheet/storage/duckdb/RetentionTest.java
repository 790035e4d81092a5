package dev.ducksheet.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.condition.ColumnName;
import dev.ducksheet.core.condition.Condition;
import dev.ducksheet.core.edit.CellUpdate;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Idempotency;
import dev.ducksheet.core.edit.Operation;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Request;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ViewTable.Opening;
import dev.ducksheet.core.port.in.ViewTable.View;
import dev.ducksheet.core.port.out.Decision;
import dev.ducksheet.core.port.out.QueuePosition;
import dev.ducksheet.storage.duckdb.DuckDbSettings.History;
import dev.ducksheet.testkit.Cells;
import dev.ducksheet.testkit.CoreDriver;
import dev.ducksheet.testkit.Workbooks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are forgotten when their time is over, and changes if that is wished. */
final class RetentionTest {
    private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

    @TempDir
    Path folder;

    private static DuckDbSettings settings(Optional<Duration> log) {
        var it = Books.SETTINGS;
        return new DuckDbSettings(
                it.threads(),
                it.memoryLimit(),
                it.checkpointThreshold(),
                it.rowCache(),
                it.readers(),
                it.queries(),
                Duration.ofDays(7),
                log,
                it.history(),
                it.epochs());
    }

    private static UpdateId id(int version) {
        return new UpdateId(new UUID(0x01900000_0000_7000L + version, 0x8000_0000_0000_0000L + version));
    }

    private static void commit(DuckDbWorkbookStore store, int version, Instant at) {
        var condition = new Condition.Comparison(new ColumnName("a"), Condition.Operator.EQUAL, CellValue.of(1));
        var update = CellUpdate.of("t", "a", new Operation.Set(CellValue.of(version)), condition)
                .idempotent(new Idempotency.Keyed("key " + version, "print"));
        var outcome = new Outcome.Applied(id(version), new Version(version), "t", "a", 1);
        var change = new Change(outcome.version(), id(version), "t", "a", "ann", at, 1, List.of());
        try (var transaction = store.begin()) {
            transaction.record(
                    List.of(new Decision.Changed(new Request.UpdateCell(id(version), update), outcome, change)));
            transaction.commit(new QueuePosition(Integer.toString(version)));
        }
    }

    private static List<String> keys(DuckDbWorkbookStore store) {
        try (var transaction = store.begin()) {
            return transaction.uses(List.of("key 1", "key 2", "key 3")).keySet().stream()
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_key_is_forgotten_after_its_time_and_its_outcome_is_not() {
        try (var store = DuckDbWorkbookStore.open(folder.resolve("a.duckdb"), settings(Optional.empty()))) {
            commit(store, 1, START);
            commit(store, 2, START.plus(Duration.ofDays(6)));
            assertThat(keys(store)).containsExactly("key 1", "key 2");
            commit(store, 3, START.plus(Duration.ofDays(8)));
            assertThat(keys(store)).containsExactly("key 2", "key 3");
            assertThat(store.outcome(id(1))).isPresent();
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.oldestRetained()).isEqualTo(new Version(1));
                assertThat(snapshot.changes(Version.ZERO, 9)).hasSize(3);
            }
        }
    }

    @Test
    void changes_are_forgotten_only_if_that_is_wished_and_never_silently() {
        var file = folder.resolve("a.duckdb");
        try (var store = DuckDbWorkbookStore.open(file, settings(Optional.of(Duration.ofDays(10))))) {
            commit(store, 1, START);
            commit(store, 2, START.plus(Duration.ofDays(5)));
            commit(store, 3, START.plus(Duration.ofDays(12)));
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.oldestRetained()).isEqualTo(new Version(2));
                assertThat(snapshot.changes(Version.ZERO, 9)).isEmpty();
                assertThat(snapshot.changes(new Version(1), 9)).hasSize(2);
            }
            assertThat(store.outcome(id(1))).isEmpty();
        }
        try (var store = Books.open(file);
                var snapshot = store.snapshot()) {
            assertThat(snapshot.oldestRetained()).isEqualTo(new Version(2));
        }
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> settings(Optional.of(Duration.ofDays(6))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logRetention");
        var it = Books.SETTINGS;
        assertThatThrownBy(() -> new DuckDbSettings(
                        0,
                        it.memoryLimit(),
                        "64MB",
                        it.rowCache(),
                        1,
                        it.queries(),
                        Duration.ofDays(1),
                        Optional.empty(),
                        it.history(),
                        it.epochs()))
                .hasMessageContaining("threads");
        assertThatThrownBy(() -> new DuckDbSettings(
                        1,
                        Optional.of("lots"),
                        "64MB",
                        it.rowCache(),
                        1,
                        it.queries(),
                        Duration.ofDays(1),
                        Optional.empty(),
                        it.history(),
                        it.epochs()))
                .hasMessageContainingAll("memoryLimit", "lots");
        assertThatThrownBy(() -> new DuckDbSettings(
                        1,
                        it.memoryLimit(),
                        "64MB",
                        it.rowCache(),
                        1,
                        it.queries(),
                        Duration.ofHours(23),
                        Optional.empty(),
                        it.history(),
                        it.epochs()))
                .hasMessageContaining("keyRetention");
        assertThatThrownBy(() -> new History(Duration.ofDays(-1), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new History(Duration.ofDays(1), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CoreDriver open(Path file, History history, Instant now, int seed) {
        var store = DuckDbWorkbookStore.open(file, Books.SETTINGS.keeping(history));
        return CoreDriver.of(Ducksheet.open(store, Clock.fixed(now, ZoneOffset.UTC), new Random(seed)));
    }

    private static void edit(CoreDriver core, int from, int to) {
        for (int i = from; i <= to; i++) {
            assertThat(core.submit(CoreDriver.set("customer", "capacity", i, "customer_id = " + (i % 5 + 1))))
                    .isInstanceOf(Outcome.Applied.class);
        }
    }

    private static Refusal.Reason refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal().reason();
    }

    private Path demo() {
        var file = folder.resolve("demo.duckdb");
        try (var store = Books.open(file)) {
            Workbooks.demo(store);
        }
        return file;
    }

    @Test
    void images_are_kept_of_so_many_versions() {
        var file = demo();
        try (var core = open(file, History.ALL, START, 1)) {
            edit(core, 1, 10);
        }
        try (var core = open(file, new History(Duration.ofDays(30), 5), START, 2)) {
            edit(core, 11, 11); // the first commit of a process forgets what is too old
            assertThat(refusal(core.undo(6))).isEqualTo(Refusal.Reason.VERSION_GONE);
            assertThat(core.undo(11)).isInstanceOf(Outcome.Applied.class);
            assertThat(core.undo(7)).isInstanceOf(Outcome.Applied.class);
            assertThat(core.changes()).hasSize(13);
        }
    }

    private static Refusal refusal(CoreDriver core, String sheet, long version) {
        var opening = core.workbook().viewTable().view(View.all(sheet).asOf(new Version(version)));
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        return ((Opening.Refused) opening).refusal();
    }

    @Test
    void sheets_are_shown_as_they_were_as_far_back_as_images_are_kept() {
        var file = demo();
        try (var core = open(file, History.ALL, START, 1)) {
            edit(core, 1, 10);
        }
        try (var core = open(file, new History(Duration.ofDays(30), 5), START, 2)) {
            edit(core, 11, 11);
            var refusal = refusal(core, "customer", 5);
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.VERSION_GONE);
            assertThat(refusal.detail()).contains("begins with version 7", "ask for version 6 or later");
            assertThat(core.rows(View.all("customer").asOf(new Version(6))))
                    .extracting(row -> row.get(2))
                    .containsExactlyElementsOf(Cells.row(5, 6, 2, 3, 4));
        }
    }

    @Test
    void what_was_when_no_history_was_kept_is_not_known() {
        var file = demo();
        try (var core = open(file, History.NONE, START, 1)) {
            edit(core, 1, 3);
            assertThat(refusal(core, "customer", 0).reason()).isEqualTo(Refusal.Reason.VERSION_GONE);
        }
        try (var core = open(file, History.BY_DEFAULT, START, 2)) {
            edit(core, 4, 4);
            assertThat(refusal(core, "customer", 2).reason()).isEqualTo(Refusal.Reason.PAST_UNKNOWN);
            assertThat(core.rows(View.all("sales").asOf(new Version(2)))).isEqualTo(core.rows("sales", ""));
        }
    }

    @Test
    void images_are_kept_for_so_long() {
        var file = demo();
        try (var core = open(file, History.BY_DEFAULT, START, 1)) {
            edit(core, 1, 3);
        }
        try (var core = open(file, History.BY_DEFAULT, START.plus(Duration.ofDays(29)), 2)) {
            edit(core, 4, 5);
            assertThat(core.undo(3)).isInstanceOf(Outcome.Applied.class);
        }
        try (var core = open(file, History.BY_DEFAULT, START.plus(Duration.ofDays(31)), 3)) {
            edit(core, 6, 6);
            assertThat(refusal(core.undo(2))).isEqualTo(Refusal.Reason.VERSION_GONE);
            assertThat(core.undo(4)).isInstanceOf(Outcome.Applied.class);
        }
    }

    @Test
    void without_a_history_nothing_is_taken_back() {
        var file = demo();
        try (var core = open(file, History.NONE, START, 1)) {
            edit(core, 1, 3);
            assertThat(refusal(core.undo(3))).isEqualTo(Refusal.Reason.NOT_UNDOABLE);
            assertThat(refusal(core.undo(1))).isEqualTo(Refusal.Reason.VERSION_GONE);
        }
        try (var core = open(file, History.BY_DEFAULT, START, 2)) {
            assertThat(refusal(core.undo(3))).isEqualTo(Refusal.Reason.NOT_UNDOABLE);
            edit(core, 4, 4);
            assertThat(core.undo(4)).isInstanceOf(Outcome.Applied.class);
        }
    }
}
