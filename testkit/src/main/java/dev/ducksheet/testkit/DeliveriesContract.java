package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.CoreDriver.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.application.Ducksheet;
import dev.ducksheet.core.application.Outbound;
import dev.ducksheet.core.application.Places;
import dev.ducksheet.core.edit.Alteration;
import dev.ducksheet.core.edit.Delivery.State;
import dev.ducksheet.core.edit.EventType;
import dev.ducksheet.core.edit.EventTypes;
import dev.ducksheet.core.edit.Merging;
import dev.ducksheet.core.edit.Notice;
import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.edit.Refusal;
import dev.ducksheet.core.edit.Refusal.Reason;
import dev.ducksheet.core.edit.Reply;
import dev.ducksheet.core.edit.RowEdit;
import dev.ducksheet.core.edit.TableEdit;
import dev.ducksheet.core.edit.UpdateId;
import dev.ducksheet.core.edit.Webhook;
import dev.ducksheet.core.edit.Webhook.Standing;
import dev.ducksheet.core.edit.WebhookChange;
import dev.ducksheet.core.edit.WebhookFilter;
import dev.ducksheet.core.edit.WebhookSettings;
import dev.ducksheet.core.imports.Dialect;
import dev.ducksheet.core.imports.ImportSpec;
import dev.ducksheet.core.model.CellValue;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.ManageWebhooks;
import dev.ducksheet.core.port.in.ManageWebhooks.Trial;
import dev.ducksheet.core.port.out.Telemetry;
import dev.ducksheet.core.port.out.WebhookSender.Post;
import dev.ducksheet.core.webhook.RetrySchedule;
import dev.ducksheet.core.webhook.WebhookMessage;
import dev.ducksheet.testkit.files.BrokenFile.Content;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages to webhooks over any {@link dev.ducksheet.core.port.out.WorkbookStore}. */
public abstract class DeliveriesContract extends StoreFixture {
    private static final String URL = "https://a.example/hook";
    private static final String OTHER = "https://b.example/hook";
    private static final Standing ON = new Standing.Enabled();
    private static final RetrySchedule QUICK =
            new RetrySchedule(Collections.nCopies(3, Duration.ofMillis(20)), 0.5, Duration.ofHours(24));

    private final SetClock clock = new SetClock();
    private final Random seeds = new Random(7);
    private Receivers receivers = new Receivers();
    private @Nullable Ducksheet open;

    /** Time passes as it does, and sometimes all at once. */
    private static final class SetClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private CoreDriver begin(RetrySchedule schedule) {
        Workbooks.demo(loader());
        return open(schedule, true);
    }

    private CoreDriver open(RetrySchedule schedule, boolean delivers) {
        var workbook = Ducksheet.open(
                store(),
                clock,
                new Random(seeds.nextLong()),
                Telemetry.NONE,
                new Outbound(receivers, DeliveriesContract::body, schedule, delivers),
                Places.none());
        open = workbook;
        return CoreDriver.of(workbook);
    }

    private void close() {
        Objects.requireNonNull(open).close();
    }

    @AfterEach
    final void closeWorkbook() {
        if (open != null) {
            open.close();
        }
    }

    private static String body(WebhookMessage message) {
        if (message.content() instanceof WebhookMessage.Content.OfVersion of) {
            return message.type().wireName() + " " + of.cursor().version() + " "
                    + of.change().rows().size();
        }
        return message.type().wireName()
                + (message.content() instanceof WebhookMessage.Content.OfNotice of
                        ? " " + of.notice().notice().facts()
                        : "");
    }

    private ManageWebhooks webhooks() {
        return Objects.requireNonNull(open).manageWebhooks();
    }

    private static UpdateId made(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.WebhooksChanged.class);
        return ((Outcome.WebhooksChanged) outcome).webhook();
    }

    private static Refusal refused(Outcome outcome, Reason reason) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        var refusal = ((Outcome.Refused) outcome).refusal();
        assertThat(refusal.reason()).as(refusal.detail()).isEqualTo(reason);
        return refusal;
    }

    private UpdateId create(String url, String... types) {
        return create(WebhookSettings.of(url, EventTypes.of(types)));
    }

    private UpdateId create(WebhookSettings settings) {
        return made(CoreDriver.outcome(webhooks().create(settings, ON, "ann").submission()));
    }

    private void change(UpdateId webhook, WebhookChange change) {
        made(CoreDriver.outcome(webhooks().change(webhook, List.of(change), "ann")));
    }

    private static void edit(CoreDriver core, int quantity) {
        var outcome = core.submit(CoreDriver.set("sales", "quantity", quantity, "product_id = 1 AND customer_id = 1"));
        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + Await.limit().toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + Await.limit());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void awaitPosts(int count) {
        eventually(() -> receivers.posts().size() >= count);
    }

    private List<String> bodies() {
        return receivers.posts().stream().map(Post::body).toList();
    }

    private void awaitState(UpdateId webhook, Class<? extends State> state, int count) {
        eventually(() -> webhooks().deliveries(webhook, 1000).stream()
                        .filter(it -> state.isInstance(it.state()))
                        .count()
                >= count);
    }

    private Webhook present(UpdateId webhook) {
        return store().webhooks().stream()
                .filter(it -> it.id().equals(webhook))
                .findFirst()
                .orElseThrow();
    }

    @Test
    final void what_is_committed_after_it_is_delivered_in_order_and_kept_in_the_log() {
        var core = begin(QUICK);
        edit(core, 1);
        var webhook = create(URL, "*");
        IntStream.rangeClosed(2, 9).forEach(quantity -> edit(core, quantity));

        awaitPosts(8);
        var epoch = store().head().epoch();
        assertThat(receivers.posts())
                .extracting(Post::id)
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 9)
                        .mapToObj(version -> "wh_" + webhook + "_" + epoch + "-" + version)
                        .toList());
        assertThat(bodies()).allMatch(it -> it.startsWith("cell.updated "));
        awaitState(webhook, State.Delivered.class, 8);
        var newest = webhooks().deliveries(webhook, 1).get(0);
        assertThat(newest.id()).endsWith("-9");
        assertThat(newest.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.reply()).isEqualTo(new Reply.Answered(200, "status 200"));
            assertThat(attempt.took()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        });
    }

    @Test
    final void a_message_that_fails_is_tried_again_under_its_id_while_later_ones_go_on() {
        var core = begin(QUICK);
        var webhook = create(URL, "cell.updated");
        var failures = new AtomicInteger(2);
        receivers.answer(
                post -> Receivers.code(post.id().endsWith("-1") && failures.getAndDecrement() > 0 ? 500 : 200));
        edit(core, 1);
        edit(core, 2);

        awaitState(webhook, State.Delivered.class, 2);
        var first = receivers.posts().stream()
                .filter(post -> post.id().endsWith("-1"))
                .toList();
        assertThat(first)
                .hasSize(3)
                .extracting(Post::id)
                .containsOnly(first.get(0).id());
        assertThat(first).extracting(Post::body).containsOnly(first.get(0).body());
        assertThat(receivers.posts())
                .filteredOn(post -> post.id().endsWith("-2"))
                .hasSize(1);
        assertThat(webhooks().deliveries(webhook, 9).get(1).attempts())
                .extracting(it -> ((Reply.Answered) it.reply()).code())
                .containsExactly(500, 500, 200);
    }

    @Test
    final void a_message_is_given_up_after_the_last_attempt_of_the_schedule() {
        var core = begin(QUICK);
        var webhook = create(URL, "cell.updated");
        receivers.answer(post -> Receivers.code(302));
        edit(core, 1);

        awaitState(webhook, State.Failed.class, 1);
        assertThat(receivers.posts()).hasSize(4);
        assertThat(present(webhook).isEnabled()).isTrue();
    }

    @Test
    final void a_receiver_that_asks_to_wait_is_not_sent_the_message_before() {
        var core = begin(QUICK);
        var webhook = create(URL, "cell.updated");
        receivers.answer(post -> Receivers.code(429, Duration.ofHours(2)));
        edit(core, 1);

        awaitState(webhook, State.Pending.class, 1);
        var due = ((State.Pending) webhooks().deliveries(webhook, 1).get(0).state()).due();
        assertThat(due).isAfter(clock.instant().plus(Duration.ofMinutes(110)));
        receivers.answer(post -> Receivers.code(200));
        clock.ahead = Duration.ofHours(3);
        edit(core, 2); // and everybody looks at the clock again
        awaitState(webhook, State.Delivered.class, 2);
    }

    @Test
    final void gone_for_good_disables_and_enabling_begins_behind_what_came_meanwhile() {
        var core = begin(QUICK);
        var webhook = create(URL, "cell.updated");
        receivers.answer(post -> Receivers.code(410));
        edit(core, 1);

        eventually(() -> !present(webhook).isEnabled());
        assertThat(((Standing.Disabled) present(webhook).standing()).why()).contains("410");
        edit(core, 2);
        receivers.answer(post -> Receivers.code(200));
        change(webhook, new WebhookChange.ToStanding(ON));
        edit(core, 3);
        awaitPosts(2);
        assertThat(receivers.posts()).extracting(Post::id).noneMatch(id -> id.endsWith("-2"));
        assertThat(receivers.posts().get(1).id()).endsWith("-3");
    }

    @Test
    final void a_disabled_one_gets_nothing() {
        var core = begin(QUICK);
        var webhook = create(URL, "*");
        var other = create(OTHER, "*");
        change(webhook, new WebhookChange.ToStanding(new Standing.Disabled("by hand")));
        edit(core, 1);

        awaitState(other, State.Delivered.class, 1);
        assertThat(receivers.posts(URL)).isEmpty();
        assertThat(webhooks().deliveries(webhook, 9)).isEmpty();
    }

    @Test
    final void five_days_of_nothing_but_failures_disable() {
        var core = begin(QUICK);
        var webhook = create(URL, "*");
        receivers.answer(post -> Receivers.code(500));
        edit(core, 1);
        awaitState(webhook, State.Failed.class, 1);
        assertThat(present(webhook).isEnabled()).isTrue();

        clock.ahead = Duration.ofDays(6);
        edit(core, 2);
        eventually(() -> !present(webhook).isEnabled());
        assertThat(((Standing.Disabled) present(webhook).standing()).why()).startsWith("every attempt failed since");
    }

    @Test
    final void nothing_is_lost_if_nobody_delivers_for_a_while() {
        begin(QUICK);
        var webhook = create(URL, "cell.updated");
        close();
        restart();
        receivers = new Receivers();
        edit(open(QUICK, false), 1);
        close();
        assertThat(receivers.posts()).isEmpty();
        restart();
        receivers = new Receivers();
        open(QUICK, true);

        awaitState(webhook, State.Delivered.class, 1);
        assertThat(bodies()).containsExactly("cell.updated 1 4");
    }

    @Test
    final void a_message_under_way_when_the_process_ends_is_sent_again_under_its_id() {
        var core = begin(QUICK);
        var webhook = create(URL, "cell.updated");
        var ended = new CountDownLatch(1);
        receivers.answer(post -> {
            Await.opened(ended);
            return Receivers.code(200);
        });
        edit(core, 1);
        awaitPosts(1);
        var cutOff = receivers;
        try (var threads = new Await.Threads(1)) {
            var closing = threads.start(() -> {
                close();
                return true;
            });
            eventually(cutOff::isClosed);
            ended.countDown();
            Await.value(closing);
        }
        restart();
        receivers = new Receivers();
        open(QUICK, true);

        awaitState(webhook, State.Delivered.class, 1);
        assertThat(receivers.posts())
                .extracting(Post::id)
                .containsExactly(cutOff.posts().get(0).id());
    }

    @Test
    final void a_receiver_that_hangs_holds_up_neither_edits_nor_other_receivers() {
        var core = begin(QUICK);
        create(URL, "*");
        var other = create(OTHER, "*");
        var hanging = new CountDownLatch(1);
        receivers.answer(post -> {
            if (post.url().equals(URL)) {
                Await.opened(hanging);
            }
            return Receivers.code(200);
        });
        IntStream.rangeClosed(1, 50).forEach(quantity -> edit(core, quantity));

        awaitState(other, State.Delivered.class, 50);
        assertThat(receivers.posts(URL)).hasSize(1);
        hanging.countDown();
        eventually(() -> receivers.posts(URL).size() == 50);
    }

    @Test
    final void types_tables_and_conditions_choose() {
        var core = begin(QUICK);
        create(new WebhookSettings(URL, EventTypes.of("rows.*"), new WebhookFilter.OfSheet("product"), ""));
        var rows = new WebhookFilter.OfRows("sales", where("quantity > 50"));
        create(new WebhookSettings(OTHER, EventTypes.of("*"), rows, ""));
        edit(core, 10);
        edit(core, 60);
        core.edit(new RowEdit.Delete("sales", where("product_id = 1 AND customer_id = 1")));
        core.edit(new RowEdit.Insert(
                "product", List.of(Map.of("product_id", CellValue.of(99), "name", CellValue.of("x")))));

        awaitPosts(3);
        assertThat(receivers.posts(URL)).extracting(Post::body).containsExactly("rows.created 4 1");
        assertThat(receivers.posts(OTHER))
                .extracting(Post::body)
                .containsExactly("cell.updated 2 1", "rows.deleted 3 1");
    }

    @Test
    final void a_filter_that_fits_no_more_disables_and_misses_nothing_in_silence() {
        var core = begin(QUICK);
        var rows = new WebhookFilter.OfRows("customer", where("chain = 'x'"));
        var webhook = create(new WebhookSettings(URL, EventTypes.of("*"), rows, ""));
        assertThat(core.edit(new TableEdit.Alter("customer", List.of(new Alteration.Drop("chain")))))
                .isInstanceOf(Outcome.Applied.class);
        assertThat(core.submit(CoreDriver.set("customer", "city", "Ulm", "customer_id = 1")))
                .isInstanceOf(Outcome.Applied.class);

        eventually(() -> !present(webhook).isEnabled());
        assertThat(((Standing.Disabled) present(webhook).standing()).why())
                .startsWith("its filter cannot be read any more: the condition names column chain");
        assertThat(bodies()).containsExactly("table.altered 1 0");
    }

    @Test
    final void a_message_is_replayed_under_its_id() {
        var core = begin(QUICK);
        var webhook = create(URL, "*");
        edit(core, 1);
        awaitState(webhook, State.Delivered.class, 1);
        var id = webhooks().deliveries(webhook, 1).get(0).id();

        assertThat(made(CoreDriver.outcome(webhooks().replay(id, "ann")))).isEqualTo(webhook);
        awaitPosts(2);
        assertThat(receivers.posts()).extracting(Post::id).containsExactly(id, id);
        eventually(() -> webhooks().deliveries(webhook, 1).get(0).attempts().size() == 2);
        refused(CoreDriver.outcome(webhooks().replay("wh_none", "ann")), Reason.UNKNOWN_DELIVERY);
    }

    @Test
    final void a_range_of_versions_is_replayed_as_far_as_the_webhook_asks_for_them() {
        var core = begin(QUICK);
        IntStream.rangeClosed(1, 4).forEach(quantity -> edit(core, quantity));
        core.edit(new RowEdit.Delete("sales", where("product_id = 1 AND customer_id = 1")));
        var webhook = create(URL, "cell.updated");
        var replayed = webhooks().replay(webhook, new Version(2), new Version(5), "ann");

        made(CoreDriver.outcome(replayed));
        awaitState(webhook, State.Delivered.class, 3);
        assertThat(bodies()).containsExactly("cell.updated 2 4", "cell.updated 3 4", "cell.updated 4 4");
        eventually(() -> webhooks().progress(webhook).orElseThrow().replay().isOver());
        refused(
                CoreDriver.outcome(webhooks().replay(webhook, new Version(5), new Version(6), "ann")),
                Reason.UNKNOWN_VERSION);
        refused(
                CoreDriver.outcome(webhooks().replay(webhook, new Version(5), new Version(4), "ann")),
                Reason.INVALID_REQUEST);
        change(webhook, new WebhookChange.ToStanding(new Standing.Disabled("by hand")));
        refused(
                CoreDriver.outcome(webhooks().replay(webhook, new Version(1), new Version(2), "ann")),
                Reason.INVALID_REQUEST);
    }

    @Test
    final void notices_are_told_beside_versions() {
        Workbooks.demo(loader());
        open(QUICK, true);
        var webhook = create(URL, "import.failed");
        close();
        restart();
        commit(transaction -> {
            transaction.webhooks().note(new Notice(NOON, EventType.JOB_STARTED, "", Map.of()));
            transaction
                    .webhooks()
                    .note(new Notice(NOON, EventType.IMPORT_FAILED, "sales", Map.of("rows", CellValue.of(3))));
        });
        receivers = new Receivers();
        open(QUICK, true);

        awaitState(webhook, State.Delivered.class, 1);
        assertThat(receivers.posts()).singleElement().satisfies(post -> {
            assertThat(post.id()).endsWith("-n2");
            assertThat(post.body()).startsWith("import.failed ").contains("rows=Exact[number=3]");
        });
    }

    @Test
    final void an_import_is_told_once_however_many_rows_it_brings_and_one_that_fails_says_why() {
        var core = begin(QUICK);
        var everything = create(URL, "import.*", "job.*");
        var rows = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> i + ",1,2024-05-01,1,1.00\n")
                .collect(Collectors.joining());
        send(core, "product_id,customer_id,invoice_date,quantity,net_price\n" + rows);
        send(core, "product_id,colour\n1,red\n");

        awaitPosts(4);
        awaitState(everything, State.Delivered.class, 4);
        assertThat(bodies().stream().map(body -> body.substring(0, body.indexOf(' '))))
                .containsExactlyInAnyOrder("job.started", "import.completed", "job.started", "import.failed");
        assertThat(bodies()).anyMatch(body -> body.contains("colour") && body.startsWith("import.failed"));
    }

    private static void send(CoreDriver core, String csv) {
        var spec = new ImportSpec(
                "sales",
                new Merging(Merging.Mode.INSERT, List.of(), false, Merging.Misfits.LEFT_OUT),
                "sales.csv",
                Optional.empty(),
                Dialect.sniffed(),
                Map.of(),
                OptionalLong.empty());
        FileSender.send(core.workbook().importFiles(), spec, Content.of(csv.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    final void both_secrets_sign_for_a_day_after_a_rotation() {
        var core = begin(QUICK);
        var webhook = create(URL, "*");
        var old = present(webhook).secrets().current();
        var issue = webhooks().rotate(webhook, "ann");
        made(CoreDriver.outcome(issue.submission()));
        edit(core, 1);
        awaitPosts(1);
        clock.ahead = Duration.ofHours(25);
        edit(core, 2);
        awaitPosts(2);

        assertThat(receivers.posts().get(0).secrets()).hasSize(2).last().isEqualTo(old);
        assertThat(receivers.posts().get(1).secrets())
                .singleElement()
                .satisfies(secret -> assertThat(secret.text()).isEqualTo(issue.secret()));
    }

    @Test
    final void a_trial_tells_how_the_receiver_answered_and_is_not_in_the_log() {
        begin(QUICK);
        var webhook = create(URL, "cell.updated");
        receivers.answer(post -> Receivers.code(503));

        assertThat(webhooks().test(webhook))
                .isInstanceOfSatisfying(
                        Trial.Made.class,
                        made -> assertThat(made.attempt().reply()).isEqualTo(new Reply.Answered(503, "status 503")));
        assertThat(bodies()).containsExactly("webhook.test");
        assertThat(webhooks().deliveries(webhook, 9)).isEmpty();
        assertThat(webhooks().test(new UpdateId(new UUID(0, 1)))).isInstanceOf(Trial.Refused.class);
    }

    @Test
    final void what_cannot_be_a_webhook_is_refused() {
        begin(QUICK);
        refusedAt("/url", WebhookSettings.of("ftp://a.example", EventTypes.of("*")));
        refusedAt("/url", WebhookSettings.of("http://" + "x".repeat(2048), EventTypes.of("*")));
        refusedAt("/table", WebhookSettings.of(URL, EventTypes.of("*")).about(new WebhookFilter.OfSheet("nothing")));
        var unknown = new WebhookFilter.OfRows("sales", where("colour = 'red'"));
        refusedAt("/condition", WebhookSettings.of(URL, EventTypes.of("*")).about(unknown));
        assertThat(webhooks().webhooks()).isEmpty();
        var nobody = new UpdateId(new UUID(0, 1));
        refused(CoreDriver.outcome(webhooks().delete(nobody, "ann")), Reason.UNKNOWN_WEBHOOK);
        refused(CoreDriver.outcome(webhooks().rotate(nobody, "ann").submission()), Reason.UNKNOWN_WEBHOOK);
        refused(CoreDriver.outcome(webhooks().change(nobody, List.of(), "ann")), Reason.UNKNOWN_WEBHOOK);
    }

    private void refusedAt(String field, WebhookSettings settings) {
        var outcome = CoreDriver.outcome(webhooks().create(settings, ON, "ann").submission());
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).refusal().field()).isEqualTo(field);
    }

    @Test
    final void a_deleted_one_gets_nothing_more_and_leaves_no_messages() {
        var core = begin(QUICK);
        var webhook = create(URL, "*");
        edit(core, 1);
        awaitState(webhook, State.Delivered.class, 1);
        made(CoreDriver.outcome(webhooks().delete(webhook, "ann")));
        var other = create(OTHER, "*");
        edit(core, 2);

        awaitState(other, State.Delivered.class, 1);
        assertThat(receivers.posts(URL)).hasSize(1);
        assertThat(webhooks().deliveries(webhook, 9)).isEmpty();
        assertThat(webhooks().progress(webhook)).isEmpty();
    }
}
