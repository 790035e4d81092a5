package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveFeedTest extends WithServer {
    private static final int MOST = 200;

    @Override
    HttpSettings settings() {
        return new HttpSettings(
                "127.0.0.1", 0, 1 << 20, MOST, Duration.ofSeconds(5), Duration.ofMillis(50), true, "1.2.3");
    }

    @Test
    void an_update_is_one_event_with_its_cursor_and_its_elements() {
        try (var stream = new EventStream(client, "/get_updates?table=sales_summary")) {
            stream.block();
            workbook.feed.sell(1);
            var event = stream.next().orElseThrow();

            assertThat(stream.response().headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(event.id()).isEqualTo("e7-1");
            assertThat(event.name()).isEqualTo("update");
            assertThat(event.data())
                    .startsWith("[{\"brand\":\"B\",\"quantity\":101,")
                    .contains("\"_change\":{\"version\":1,")
                    .endsWith("}]");
        }
    }

    @Test
    void an_update_that_touched_no_row_is_an_event_without_elements_but_to_who_follows_one_table() {
        try (var all = new EventStream(client, "/get_updates?since=0");
                var one = new EventStream(client, "/get_updates?since=0&table=sales")) {
            workbook.feed.apply(FakeFeed.change(1, 0, List.of()));
            workbook.feed.sell(1);

            var event = all.next().orElseThrow();
            assertThat(event.id()).isEqualTo("e7-1");
            assertThat(event.data()).isEqualTo("[]");
            assertThat(all.next().orElseThrow().id()).isEqualTo("e7-2");
            assertThat(one.next().orElseThrow().id()).isEqualTo("e7-2");
        }
    }

    @Test
    void who_resumes_misses_nothing_and_sees_nothing_twice() {
        workbook.feed.sell(300);
        var versions = new ArrayList<Long>();
        var lastId = "e7-0";
        for (int round = 0; round < 6; round++) {
            try (var stream = new EventStream(client, "/get_updates", "Last-Event-ID", lastId)) {
                workbook.feed.sell(20);
                stream.next(70).forEach(event -> versions.add(event.version()));
                lastId = stream.lastId();
            }
        }
        assertThat(versions)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 420).boxed().toList());
    }

    @Test
    void who_reconnects_before_the_first_event_goes_on_from_where_it_was() {
        workbook.feed.sell(5);
        String lastId;
        try (var stream = new EventStream(client, "/get_updates")) {
            stream.block();
            lastId = stream.lastId();
        }
        workbook.feed.sell(2);
        try (var stream = new EventStream(client, "/get_updates?since=0", "Last-Event-ID", lastId)) {
            assertThat(stream.next(2)).extracting(EventStream.Event::version).containsExactly(6L, 7L);
        }
    }

    @Test
    void many_follow_while_updates_are_applied() {
        var streams = new ArrayList<EventStream>();
        for (int i = 0; i < 100; i++) {
            streams.add(new EventStream(client, "/get_updates?since=0"));
        }
        var all = streams.stream()
                .map(stream -> CompletableFuture.supplyAsync(
                        () -> stream.next(400).stream()
                                .map(EventStream.Event::version)
                                .toList(),
                        task -> new Thread(task).start()))
                .toList();
        workbook.feed.sell(400);

        var expected = LongStream.rangeClosed(1, 400).boxed().toList();
        assertThat(all).allSatisfy(seen -> assertThat(seen.join()).isEqualTo(expected));
        streams.forEach(EventStream::close);
    }

    @Test
    void a_silent_feed_beats() {
        try (var stream = new EventStream(client, "/get_updates?table=products")) {
            stream.block();
            assertThat(stream.block().orElseThrow()).containsExactly(":");
            assertThat(stream.block().orElseThrow()).containsExactly(":");
        }
    }

    @Test
    void a_beat_takes_who_filters_along() {
        try (var stream = new EventStream(client, "/get_updates?table=products")) {
            workbook.feed.sell(3);
            while (!stream.lastId().equals("e7-3")) {
                stream.block();
            }
            workbook.feed.apply(FakeFeed.productRenamed(4));

            assertThat(stream.next().orElseThrow().version()).isEqualTo(4);
        }
    }

    @Test
    void a_history_that_does_not_go_on_is_gone_before_the_stream_begins() {
        workbook.feed.sell(5);
        workbook.feed.retainFrom(3);

        for (var lastId : List.of("e7-2", "e8-4", "e7-9")) {
            try (var stream = new EventStream(client, "/get_updates", "Last-Event-ID", lastId)) {
                assertThat(stream.response().statusCode()).isEqualTo(410);
            }
        }
        try (var stream = new EventStream(client, "/get_updates", "Last-Event-ID", "nonsense")) {
            assertThat(stream.response().statusCode()).isEqualTo(400);
        }
    }

    @Test
    void more_than_the_most_are_told_to_come_again_and_who_leaves_makes_room() {
        var streams = new ArrayList<EventStream>();
        for (int i = 0; i < MOST; i++) {
            streams.add(new EventStream(client, "/get_updates"));
        }
        try (var refused = new EventStream(client, "/get_updates")) {
            assertThat(refused.response().statusCode()).isEqualTo(503);
            assertThat(refused.response().headers().firstValue("Retry-After")).hasValue("5");
        }
        streams.forEach(EventStream::close);
        await(() -> {
            try (var admitted = new EventStream(client, "/get_updates")) {
                return admitted.response().statusCode() == 200;
            }
        });
    }

    @Test
    void a_head_request_holds_no_place() {
        for (int i = 0; i < MOST + 1; i++) {
            var request = Client.headers(client.to("/get_updates"), "Accept", "text/event-stream")
                    .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody());
            assertThat(client.send(request).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_server_that_closes_ends_its_streams() {
        try (var stream = new EventStream(client, "/get_updates")) {
            stream.block();
            server.close();
            assertThat(stream.next()).isEmpty();
        }
        assertThat(workbook.isClosed()).isFalse();
    }
}
