package dev.ducksheet.testkit;

import static dev.ducksheet.testkit.Requests.change;
import static dev.ducksheet.testkit.Requests.changes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.edit.Change;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.testkit.Await.Threads;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ChangeFeed} promises. */
public abstract class ChangeFeedContract {
    private static final int CAPACITY = 100;

    private @Nullable ChangeFeed feed;

    /** Returns a new, empty feed that keeps at least the newest {@code capacity} changes. */
    protected abstract ChangeFeed create(int capacity);

    @BeforeEach
    final void createFeed() {
        feed = create(CAPACITY);
    }

    @AfterEach
    final void closeFeed() {
        if (feed != null) {
            feed.close();
        }
    }

    final ChangeFeed feed() {
        return Objects.requireNonNull(feed);
    }

    private Optional<List<Change>> after(long version, int limit) {
        return feed().after(new Version(version), limit);
    }

    @Test
    final void an_empty_feed_has_no_version() {
        assertThat(after(0, 10)).isEmpty();
        assertThat(after(5, 10)).isEmpty();
    }

    @Test
    final void what_was_published_comes_back_ascending_and_consecutive() {
        feed().publish(changes(1, 3));
        feed().publish(changes(4, 4));
        feed().publish(List.of());
        assertThat(after(0, 10)).contains(changes(1, 4));
        assertThat(after(2, 10)).contains(changes(3, 4));
        assertThat(after(3, 10)).contains(changes(4, 4));
    }

    @Test
    final void at_most_so_many_come_as_asked_for() {
        feed().publish(changes(1, 10));
        assertThat(after(0, 3)).contains(changes(1, 3));
        assertThat(after(3, 1)).contains(changes(4, 4));
        assertThat(after(8, Integer.MAX_VALUE)).contains(changes(9, 10));
    }

    @Test
    final void a_version_that_is_yet_to_come_is_not_there() {
        feed().publish(changes(1, 3));
        assertThat(after(3, 10)).isEmpty();
        assertThat(after(4, 10)).isEmpty();
        assertThat(after(1_000_000_000_000L, 10)).isEmpty();
    }

    @Test
    final void publishing_again_has_no_effect() {
        feed().publish(changes(1, 3));
        feed().publish(changes(1, 3));
        feed().publish(changes(2, 5));
        feed().publish(changes(4, 4));
        assertThat(after(0, 10)).contains(changes(1, 5));
    }

    @Test
    final void a_feed_may_begin_in_the_middle_of_a_history() {
        feed().publish(changes(1_001, 1_003));
        assertThat(after(1_000, 10)).contains(changes(1_001, 1_003));
        assertThat(after(0, 10)).isEmpty();
        assertThat(after(999, 10)).isEmpty();
    }

    @Test
    final void a_gap_is_never_skipped_over() {
        feed().publish(changes(1, 3));
        feed().publish(changes(6, 8));
        assertThat(after(3, 10)).isEmpty();
        assertThat(after(5, 10)).contains(changes(6, 8));
        after(0, 10).ifPresent(found -> assertThat(found).isEqualTo(changes(1, 3)));
        after(1, 1).ifPresent(found -> assertThat(found).isEqualTo(changes(2, 2)));
    }

    @Test
    final void the_newest_changes_are_kept_and_the_oldest_may_be_forgotten() {
        for (long version = 1; version <= CAPACITY * 5L; version += 7) {
            feed().publish(changes(version, version + 6));
        }
        long head = CAPACITY * 5L / 7 * 7 + 7;
        var newest = after(head - CAPACITY, 2 * CAPACITY);
        assertThat(newest).contains(changes(head - CAPACITY + 1, head));
        after(0, 10).ifPresent(found -> assertThat(found).isEqualTo(changes(1, 10)));
    }

    @Test
    final void more_changes_than_are_kept_may_be_published_at_once() {
        feed().publish(changes(1, CAPACITY * 3L));
        assertThat(after(CAPACITY * 2L, CAPACITY)).contains(changes(CAPACITY * 2L + 1, CAPACITY * 3L));
    }

    @Test
    final void a_listener_is_woken_after_each_publication_and_then_finds_it() {
        var listener = new RecordingListener();
        try (var subscription = feed().subscribe(listener)) {
            for (long version = 1; version <= 20; version++) {
                feed().publish(List.of(change(version)));
                awaitVersion(listener, version);
            }
            assertThat(subscription).isNotNull();
        }
    }

    private void awaitVersion(RecordingListener listener, long version) {
        do {
            listener.awaitWakeUp();
        } while (after(version - 1, 1).isEmpty());
    }

    @Test
    final void a_listener_is_woken_on_a_thread_of_the_feed() {
        var listener = new RecordingListener();
        try (var subscription = feed().subscribe(listener)) {
            feed().publish(changes(1, 1));
            listener.awaitWakeUp();
            assertThat(subscription).isNotNull();
            assertThat(listener.thread()).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    final void every_listener_is_woken_even_if_another_fails() {
        var first = new RecordingListener();
        var last = new RecordingListener();
        var subscriptions = List.of(
                feed().subscribe(first),
                feed().subscribe(() -> {
                    throw new IllegalStateException("a listener that fails, as it should");
                }),
                feed().subscribe(last));
        for (long version = 1; version <= 3; version++) {
            feed().publish(List.of(change(version)));
            awaitVersion(first, version);
            awaitVersion(last, version);
        }
        subscriptions.forEach(ChangeFeed.Subscription::close);
    }

    @Test
    final void a_slow_listener_never_holds_up_publishing() {
        var hold = new CountDownLatch(1);
        var inside = new CountDownLatch(1);
        var slow = feed().subscribe(() -> {
            inside.countDown();
            Await.opened(hold);
        });
        try {
            feed().publish(changes(1, 1));
            Await.opened(inside);
            Await.inTime(() -> {
                for (long version = 2; version <= 5_000; version++) {
                    feed().publish(List.of(change(version)));
                }
                return true;
            });
            assertThat(after(4_999, 10)).contains(changes(5_000, 5_000));
        } finally {
            hold.countDown();
            slow.close();
        }
    }

    @Test
    final void a_publication_while_a_listener_is_busy_wakes_it_again() {
        var listener = new RecordingListener();
        var inside = new CountDownLatch(1);
        var hold = new CountDownLatch(1);
        var seen = new AtomicLong();
        var subscription = feed().subscribe(() -> {
            long newest = seen.get();
            while (after(newest, 1).isPresent()) {
                newest++;
            }
            seen.set(newest);
            inside.countDown();
            Await.opened(hold);
            listener.run();
        });
        feed().publish(changes(1, 1));
        Await.opened(inside);
        feed().publish(changes(2, 2));
        hold.countDown();
        while (seen.get() < 2) {
            listener.awaitWakeUp();
        }
        subscription.close();
    }

    @Test
    final void a_subscription_that_is_closed_hears_no_more() {
        var gone = new RecordingListener();
        var there = new RecordingListener();
        var subscription = feed().subscribe(gone);
        var other = feed().subscribe(there);
        feed().publish(changes(1, 1));
        awaitVersion(gone, 1);
        awaitVersion(there, 1);
        subscription.close();
        subscription.close();
        int heard = gone.count();
        for (long version = 2; version <= 10; version++) {
            feed().publish(List.of(change(version)));
            awaitVersion(there, version);
        }
        assertThat(gone.count()).isLessThanOrEqualTo(heard + 1);
        other.close();
    }

    @Test
    final void one_listener_may_subscribe_twice() {
        var listener = new RecordingListener();
        var first = feed().subscribe(listener);
        var second = feed().subscribe(listener);
        first.close();
        feed().publish(changes(1, 1));
        awaitVersion(listener, 1);
        second.close();
    }

    @Test
    final void close_is_repeatable_and_ends_the_wake_ups() {
        var listener = new RecordingListener();
        var subscription = feed().subscribe(listener);
        feed().close();
        feed().close();
        subscription.close();
        assertThat(listener.count()).isZero();
    }

    @Test
    final void readers_see_consecutive_changes_while_one_publishes() {
        int last = 3_000;
        try (var roomy = create(last);
                var threads = new Threads(4)) {
            var reading = IntStream.range(0, 4)
                    .mapToObj(i -> threads.start(() -> follow(roomy, last)))
                    .toList();
            for (long version = 1; version <= last; version++) {
                roomy.publish(List.of(change(version)));
            }
            reading.forEach(Await::value);
        }
    }

    private static long follow(ChangeFeed feed, long last) {
        long seen = 0;
        while (seen < last) {
            var found = feed.after(new Version(seen), 50);
            if (found.isPresent()) {
                assertThat(found.get())
                        .isEqualTo(changes(seen + 1, seen + found.get().size()));
                seen += found.get().size();
            } else {
                Thread.onSpinWait();
            }
        }
        return seen;
    }
}
