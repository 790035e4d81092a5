package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.ApiKey;
import dev.ducksheet.core.edit.Delivery.State;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.WebhookProgress;
import dev.ducksheet.core.edit.WebhookProgress.Replay;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.WebhookLog;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link dev.ducksheet.core.port.out.WebhookLedger} keeps of webhooks. */
public abstract class WebhookLedgerContract extends WebhookLogContract {
    private static Notice notice(Instant at, String sheet) {
        return new Notice(
                at,
                EventType.IMPORT_FAILED,
                sheet,
                Map.of("error", CellValue.of("é 'x'"), "rows", CellValue.of(3), "none", CellValue.none()));
    }

    @Test
    final void webhooks_are_kept_as_they_were_put_and_put_in_the_place_of_those_with_their_id() {
        assertThat(store().webhooks()).isEmpty();
        commit(transaction -> {
            WEBHOOKS.forEach(transaction.webhooks()::put);
            assertThat(transaction.webhooks().webhooks()).isEqualTo(WEBHOOKS);
            assertThat(store().webhooks()).isEmpty();
        });
        assertThat(store().webhooks()).isEqualTo(WEBHOOKS).isSameAs(store().webhooks());
        var disabled = WEBHOOKS.get(0).with(new Webhook.Standing.Disabled("why é"));
        commit(transaction -> transaction.webhooks().put(disabled));
        rollBack(transaction -> transaction.webhooks().put(WEBHOOKS.get(0)));
        assertThat(store().webhooks().get(0)).isEqualTo(disabled);
        restart();
        assertThat(store().webhooks().get(0)).isEqualTo(disabled);
        assertThat(listed(WebhookLog::webhooks)).isEqualTo(store().webhooks());
    }

    @Test
    final void a_webhook_goes_with_all_that_is_kept_of_it() {
        var kept = done(SECOND, 1, NOON);
        commit(transaction -> {
            WEBHOOKS.forEach(transaction.webhooks()::put);
            transaction.webhooks().put(WebhookProgress.from(FIRST, new Version(3), 0));
            transaction.webhooks().put(delivery(FIRST, 1, new State.Pending(1, NOON)));
            transaction.webhooks().put(kept);
        });
        commit(transaction -> {
            assertThat(transaction.webhooks().remove(FIRST)).isTrue();
            assertThat(transaction.webhooks().remove(FIRST)).isFalse();
        });
        assertThat(store().webhooks()).extracting(Webhook::id).doesNotContain(FIRST);
        assertThat(found(log -> log.progress(FIRST))).isEmpty();
        assertThat(listed(log -> log.newest(FIRST, 9))).isEmpty();
        assertThat(listed(log -> log.newest(SECOND, 9))).containsExactly(kept);
    }

    @Test
    final void progress_is_kept_in_its_newest_state() {
        var first = WebhookProgress.from(FIRST, new Version(3), 5);
        var second = first.upTo(new Version(7), 6).failing(NOON).replaying(new Replay(new Version(2), new Version(6)));
        commit(transaction -> transaction.webhooks().put(first));
        assertThat(found(log -> log.progress(FIRST))).contains(first);
        assertThat(first.failingSince()).isEqualTo(ApiKey.NEVER);
        commit(transaction -> transaction.webhooks().put(second));
        restart();
        assertThat(found(log -> log.progress(FIRST))).contains(second);
        assertThat(found(log -> log.progress(SECOND))).isEmpty();
    }

    @Test
    final void messages_that_are_done_with_are_forgotten_and_those_to_be_sent_are_not() {
        commit(transaction -> {
            WEBHOOKS.forEach(transaction.webhooks()::put);
            for (int version = 1; version <= 5; version++) {
                transaction.webhooks().put(done(FIRST, version, NOON));
            }
            transaction.webhooks().put(done(FIRST, 6, NOON.minusSeconds(9)));
            transaction.webhooks().put(delivery(FIRST, 7, new State.Pending(1, NOON.minusSeconds(9))));
            transaction.webhooks().put(done(SECOND, 1, NOON));
            transaction.webhooks().forget(NOON, 3);
        });
        assertThat(listed(log -> log.newest(FIRST, 9)))
                .extracting(it -> it.subject().mark())
                .containsExactly("e7-7", "e7-5", "e7-4", "e7-3");
        assertThat(listed(log -> log.newest(SECOND, 9))).hasSize(1);
    }

    @Test
    final void notices_have_consecutive_numbers_also_when_old_ones_are_forgotten() {
        assertThat(store().lastNotice()).isZero();
        commit(transaction -> {
            transaction.webhooks().note(notice(NOON, "sales"));
            transaction.webhooks().note(notice(NOON.plusSeconds(1), ""));
            assertThat(transaction.webhooks().lastNotice()).isEqualTo(2);
            assertThat(store().lastNotice()).isZero();
        });
        rollBack(transaction -> transaction.webhooks().note(notice(NOON, "gone")));
        assertThat(store().lastNotice()).isEqualTo(2);
        assertThat(listed(log -> log.notices(0, 9)))
                .containsExactly(
                        new Notice.Kept(1, notice(NOON, "sales")), new Notice.Kept(2, notice(NOON.plusSeconds(1), "")));
        assertThat(listed(log -> log.notices(0, 1)))
                .extracting(Notice.Kept::number)
                .containsExactly(1L);
        assertThat(found(log -> log.notice(2))).isPresent();
        assertThat(found(log -> log.notice(3))).isEmpty();
        commit(transaction -> transaction.webhooks().forget(NOON.plusSeconds(99), 9));
        restart();
        assertThat(store().lastNotice()).isEqualTo(2);
        assertThat(listed(log -> log.notices(0, 9)))
                .extracting(Notice.Kept::number)
                .containsExactly(2L);
        commit(transaction -> transaction.webhooks().note(notice(NOON, "next")));
        assertThat(listed(log -> log.notices(2, 9)))
                .extracting(Notice.Kept::number)
                .containsExactly(3L);
    }
}
