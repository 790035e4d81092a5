package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs as they are told live. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JobStreamTest extends WithImports {
    private static Node data(EventStream.Event event) {
        return json(event.data());
    }

    @Test
    void a_job_is_told_live_until_it_is_over() {
        var file = "sku,name\nA1,one\nB2,two\n";
        var path = created(file);
        var events = new ArrayList<EventStream.Event>();
        try (var stream = new EventStream(client, "/jobs/" + job(path))) {
            assertThat(stream.response().headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            events.add(stream.next().orElseThrow());
            piece(path, 0, file.substring(0, 9));
            events.add(stream.next().orElseThrow());
            piece(path, 9, file.substring(9));
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                events.add(next.get());
            }
        }
        assertThat(events).extracting(EventStream.Event::name).containsOnly("job");
        assertThat(events.stream().map(it -> data(it).path("percent").asLong())).isSorted();
        assertThat(events.stream().map(it -> Long.parseLong(it.id())))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(events.stream().map(it -> data(it).path("revision").asText()))
                .containsExactlyElementsOf(
                        events.stream().map(EventStream.Event::id).toList());
        assertThat(data(events.get(0)).path("state").asText()).isEqualTo("receiving");
        var last = events.get(events.size() - 1);
        assertThat(data(last)).isEqualTo(json(client.get("/jobs/" + job(path)).body()));
        assertThat(data(last).path("state").asText()).isEqualTo("done");

        try (var again = new EventStream(
                client, "/jobs/" + job(path), "Last-Event-ID", events.get(1).id())) {
            assertThat(again.next()).contains(last);
            assertThat(again.next()).isEmpty();
        }
        var told = client.get("/jobs/" + job(path), "Accept", "text/event-stream", "Last-Event-ID", last.id());
        assertThat(told.statusCode()).isEqualTo(204);
        try (var anew = new EventStream(client, "/jobs/" + job(path))) {
            assertThat(anew.next()).contains(last);
            assertThat(anew.next()).isEmpty();
        }
    }

    @Test
    void a_job_that_does_not_come_further_beats_and_tells_nothing_twice() {
        var path = created("sku,name\nA1,one\n");
        String seen;
        try (var stream = new EventStream(client, "/jobs/" + job(path))) {
            seen = stream.next().orElseThrow().id();
        }
        try (var stream = new EventStream(client, "/jobs/" + job(path), "Last-Event-ID", seen)) {
            assertThat(stream.block().orElseThrow()).containsExactly(":");
            send("DELETE", "/jobs/" + job(path), "");
            assertThat(data(stream.next().orElseThrow()).path("state").asText()).isEqualTo("cancelled");
            assertThat(stream.next()).isEmpty();
        }
    }

    @Test
    void a_server_that_closes_ends_its_streams_at_once() {
        var path = created("sku,name\nA1,one\n");
        try (var stream = new EventStream(client, "/jobs/" + job(path))) {
            stream.next();
            long before = System.nanoTime();
            server.close();
            assertThat(stream.next()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void there_are_only_so_many_streams_and_who_leaves_makes_room() throws Exception {
        var path = created("sku,name\nA1,one\n");
        var streams =
                List.of(new EventStream(client, "/jobs/" + job(path)), new EventStream(client, "/jobs/" + job(path)));
        streams.forEach(EventStream::next);
        var request = client.to("/jobs/" + job(path)).header("Accept", "text/event-stream");
        HttpResponse<InputStream> third = client.http().send(request.build(), BodyHandlers.ofInputStream());
        third.body().close();
        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        streams.forEach(EventStream::close);
        WithServer.await(() -> {
            try (var admitted = new EventStream(client, "/jobs/" + job(path))) {
                return admitted.response().statusCode() == 200;
            }
        });
    }
}
