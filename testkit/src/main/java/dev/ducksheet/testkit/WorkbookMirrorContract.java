package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.model.Catalog;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.PortUnavailableException;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.port.out.WorkbookMirror;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WorkbookMirror} promises, with the feed that belongs to it. */
public abstract class WorkbookMirrorContract {
    private static final Refusal REFUSAL = Refusal.of(Refusal.Reason.NO_MATCH, "/condition", "no row; check it");

    private @Nullable Desk desk;

    /** One who does not write, and one who does. */
    public interface Desk extends AutoCloseable {
        /** Returns what is heard. */
        WorkbookMirror mirror();

        /** Returns the feed of what is heard. */
        ChangeFeed feed();

        /** Starts to write a workbook with these sheets, at version 0, with its API at an address. */
        void write(Catalog catalog, URI at);

        /** Tells API keys, as the writer. */
        void tell(List<ApiKey> keys);

        /** Publishes changes, as the writer. */
        void publish(List<Change> changes);

        /** Answers, as the writer. */
        void answer(UpdateId request, Outcome outcome);

        @Override
        void close();
    }

    /** Returns the two; nobody writes yet. */
    protected abstract Desk create();

    @BeforeEach
    final void createDesk() {
        desk = create();
    }

    @AfterEach
    final void closeDesk() {
        desk().close();
    }

    private Desk desk() {
        return Objects.requireNonNull(desk);
    }

    private void write() {
        desk().write(Workbooks.demo().catalog(), URI.create("http://127.0.0.1:4711"));
        await(() -> isThere(desk().mirror()::catalog) && isThere(desk().mirror()::writer));
    }

    private static boolean isThere(Supplier<?> asked) {
        try {
            return asked.get() != null;
        } catch (PortUnavailableException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        Await.inTime(() -> {
            while (!condition.getAsBoolean()) {
                Thread.onSpinWait();
            }
            return true;
        });
    }

    @Test
    final void before_anybody_wrote_nothing_is_known() {
        assertThatThrownBy(() -> desk().mirror().catalog()).isInstanceOf(PortUnavailableException.class);
        assertThatThrownBy(() -> desk().mirror().head()).isInstanceOf(PortUnavailableException.class);
        assertThatThrownBy(() -> desk().mirror().keys()).isInstanceOf(PortUnavailableException.class);
        assertThatThrownBy(() -> desk().mirror().writer()).isInstanceOf(PortUnavailableException.class);
        assertThat(desk().mirror().outcome(Requests.id(1))).isEmpty();
    }

    @Test
    final void the_sheets_come_out_as_they_went_in() {
        write();
        assertThat(desk().mirror().catalog().sheets())
                .isEqualTo(Workbooks.demo().catalog().sheets());
        assertThat(desk().mirror().writer()).isEqualTo(URI.create("http://127.0.0.1:4711"));
    }

    @Test
    final void keys_come_out_as_they_went_in_and_what_becomes_of_them_is_heard_without_a_change() {
        write();
        await(() -> isThere(desk().mirror()::keys));
        assertThat(desk().mirror().keys()).isEmpty();
        desk().tell(Requests.keys());
        await(() -> desk().mirror().keys().size() == 2);
        assertThat(desk().mirror().keys()).isEqualTo(Requests.keys());
        desk().tell(Requests.keys().subList(1, 2));
        await(() -> desk().mirror().keys().size() == 1);
    }

    @Test
    final void changes_are_in_the_feed_and_in_the_head() {
        write();
        desk().publish(Requests.changes(1, 3));
        await(() -> desk().mirror().head().version().number() == 3);
        assertThat(desk().feed().after(Version.ZERO, 10)).contains(Requests.changes(1, 3));
    }

    @Test
    final void an_outcome_is_heard_after_the_change_that_it_is_of() {
        write();
        var heads = new ConcurrentHashMap<UpdateId, Long>();
        desk().mirror()
                .listen((id, outcome) ->
                        heads.put(id, desk().mirror().head().version().number()));
        for (long version = 1; version <= 20; version++) {
            desk().publish(Requests.changes(version, version));
        }
        await(() -> heads.size() == 20);
        heads.forEach((id, head) -> assertThat(desk().mirror().outcome(id))
                .get()
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied -> assertThat(applied.version().number()).isLessThanOrEqualTo(head)));
    }

    @Test
    final void what_is_no_change_is_answered_as_it_was_decided() {
        write();
        var heard = new ConcurrentHashMap<UpdateId, Outcome>();
        desk().mirror().listen(heard::put);
        var refused = new Outcome.Refused(Requests.id(7), REFUSAL);
        var repeated = new Outcome.Applied(Requests.id(1), new Version(1), "sales", "quantity", 1);
        var lifted = new Outcome.HoldLifted(Requests.id(9), Requests.id(5));
        var webhooks = new Outcome.WebhooksChanged(Requests.id(10), Requests.id(6));
        desk().answer(Requests.id(7), refused);
        desk().answer(Requests.id(8), repeated);
        desk().answer(Requests.id(9), lifted);
        desk().answer(Requests.id(10), webhooks);
        await(() -> heard.size() == 4);
        assertThat(heard)
                .isEqualTo(Map.of(
                        Requests.id(7), refused,
                        Requests.id(8), repeated,
                        Requests.id(9), lifted,
                        Requests.id(10), webhooks));
        assertThat(desk().mirror().outcome(Requests.id(7))).contains(refused);
    }

    @Test
    final void a_listener_of_the_feed_is_woken_and_finds_what_was_published() {
        write();
        var listener = new RecordingListener();
        try (var subscription = desk().feed().subscribe(listener)) {
            desk().publish(Requests.changes(1, 1));
            do {
                listener.awaitWakeUp();
            } while (desk().feed().after(Version.ZERO, 1).isEmpty());
            assertThat(subscription).isNotNull();
        }
    }
}
