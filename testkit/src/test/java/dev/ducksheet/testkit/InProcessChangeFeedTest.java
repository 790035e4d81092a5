package dev.ducksheet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.out.ChangeFeed;
import dev.ducksheet.core.queue.InProcessChangeFeed;
import org.junit.jupiter.api.Test;

/** The feed of an embedded workbook keeps the contract, in a ring. */
final class InProcessChangeFeedTest extends ChangeFeedContract {

    @Override
    protected ChangeFeed create(int capacity) {
        return new InProcessChangeFeed(capacity);
    }

    @Test
    void what_falls_out_of_the_ring_is_forgotten() {
        try (var small = new InProcessChangeFeed(3)) {
            small.publish(Requests.changes(1, 4));
            assertThat(small.after(Version.ZERO, 10)).isEmpty();
            assertThat(small.after(new Version(1), 10)).contains(Requests.changes(2, 4));
        }
    }

    @Test
    void the_thread_that_wakes_is_named_and_keeps_no_process_alive() {
        var listener = new RecordingListener();
        try (var subscription = feed().subscribe(listener)) {
            feed().publish(Requests.changes(1, 1));
            listener.awaitWakeUp();
            assertThat(subscription).isNotNull();
            assertThat(listener.thread().getName()).isEqualTo("ducksheet-feed");
            assertThat(listener.thread().isDaemon()).isTrue();
        }
    }

    @Test
    void publishing_after_the_close_wakes_nobody_and_fails_nobody() {
        var listener = new RecordingListener();
        feed().subscribe(listener);
        feed().close();
        feed().publish(Requests.changes(1, 3));
        assertThat(listener.count()).isZero();
    }

    @Test
    void publishing_never_fails_whenever_the_feed_is_closed() {
        for (int round = 0; round < 500; round++) {
            var racing = new InProcessChangeFeed(10);
            try (var threads = new Await.Threads(2);
                    var subscription = racing.subscribe(new RecordingListener())) {
                var publishing = threads.start(() -> {
                    for (long version = 1; version <= 20; version++) {
                        racing.publish(Requests.changes(version, version));
                    }
                    return subscription;
                });
                var closing = threads.start(() -> {
                    racing.close();
                    return true;
                });
                Await.value(closing);
                Await.value(publishing);
            }
        }
    }
}
