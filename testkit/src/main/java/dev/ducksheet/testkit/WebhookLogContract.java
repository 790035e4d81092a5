package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Attempt;
import dev.ducksheet.core.edit.Delivery;
import dev.ducksheet.core.edit.Delivery.State;
import dev.ducksheet.core.edit.Delivery.Subject;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.model.Cursor;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.WebhookLog;
import dev.ducksheet.core.port.out.WorkbookSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What every {@link dev.ducksheet.core.port.out.WebhookLog} tells of what a store keeps of webhooks. */
public abstract class WebhookLogContract extends StoreFixture {
    static final List<Webhook> WEBHOOKS = Requests.webhooks();
    static final UpdateId FIRST = WEBHOOKS.get(0).id();
    static final UpdateId SECOND = WEBHOOKS.get(1).id();

    static Delivery delivery(UpdateId webhook, long version, State state, Attempt... attempts) {
        var subject = new Subject.OfVersion(new Cursor("e7", new Version(version)));
        return new Delivery(
                Delivery.idOf(webhook, subject),
                webhook,
                EventType.CELL_UPDATED,
                subject,
                state,
                NOON.plusSeconds(version),
                List.of(attempts));
    }

    static Delivery done(UpdateId webhook, long version, Instant at) {
        return delivery(webhook, version, new State.Delivered(at));
    }

    final <T> List<T> listed(Function<WebhookLog, List<T>> question) {
        return readList(snapshot -> question.apply(snapshot.webhooks()));
    }

    final <T> Optional<T> found(Function<WebhookLog, Optional<T>> question) {
        Function<WorkbookSnapshot, Optional<T>> reading = snapshot -> question.apply(snapshot.webhooks());
        return read(reading);
    }

    @Test
    final void messages_are_found_by_their_state_and_order() {
        var late = delivery(FIRST, 1, new State.Pending(2, NOON.plusSeconds(90)));
        var soon = delivery(FIRST, 2, new State.Pending(1, NOON.plusSeconds(30)));
        var answered = new Attempt(NOON, Duration.ofMillis(300), new Reply.Answered(503, "{\"é\": \"no\"}\n"));
        var hung = new Attempt(NOON, Duration.ofSeconds(15), new Reply.Unanswered("no answer within 15 s"));
        var barred = new Attempt(NOON, Duration.ZERO, new Reply.Forbidden("10.0.0.1 is private"));
        var failed = delivery(FIRST, 3, new State.Failed(NOON.plusSeconds(9)), answered, hung, barred);
        var subject = new Subject.OfNotice("e7", 4);
        var noticed = new Delivery(
                Delivery.idOf(FIRST, subject),
                FIRST,
                EventType.JOB_FAILED,
                subject,
                new State.Delivered(NOON),
                NOON,
                List.of());
        commit(transaction ->
                List.of(late, soon, failed, noticed, done(SECOND, 9, NOON)).forEach(transaction.webhooks()::put));

        assertThat(listed(log -> log.pending(FIRST, 9))).containsExactly(soon, late);
        assertThat(listed(log -> log.pending(FIRST, 1))).containsExactly(soon);
        assertThat(listed(log -> log.newest(FIRST, 9))).containsExactly(failed, soon, late, noticed);
        assertThat(listed(log -> log.newest(FIRST, 2))).containsExactly(failed, soon);
        assertThat(found(log -> log.delivery(failed.id()))).contains(failed);
        assertThat(found(log -> log.delivery("wh_none"))).isEmpty();
        var again = soon.again(NOON);
        commit(transaction -> transaction.webhooks().put(again));
        restart();
        assertThat(listed(log -> log.newest(FIRST, 9))).containsExactly(failed, again, late, noticed);
    }
}
