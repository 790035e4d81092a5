package dev.ducksheet.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.ducksheet.core.port.PortUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LiveChangesTest {
    /** Ends the following, which else goes on for ever. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private StubServer stub;
    private final List<Long> told = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        stub = new StubServer();
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    private void followUntil(long version, String since) {
        assertThatThrownBy(() -> LiveChanges.follow(stub.uri(), "", since, Duration.ZERO, change -> {
                    told.add(change.version().number());
                    if (change.version().number() == version) {
                        throw new Enough();
                    }
                }))
                .isInstanceOf(Enough.class);
    }

    @Test
    void changes_are_told_as_they_come() {
        stub.answers(events("retry: 1000\nid: e7-0\n\n" + event(1) + ":\n\n" + event(2)));
        followUntil(2, "");
        assertThat(told).containsExactly(1L, 2L);
        assertThat(stub.asked).containsExactly("GET /get_updates");
    }

    @Test
    void a_connection_that_ends_is_taken_up_after_the_last_event() {
        stub.answers(events("id: e7-4\n\n" + event(5)));
        stub.answers(events(event(6)));
        followUntil(6, "4");
        assertThat(told).containsExactly(5L, 6L);
        assertThat(stub.asked).containsExactly("GET /get_updates?since=4", "GET /get_updates after e7-5");
    }

    @Test
    void an_event_that_is_cut_off_is_not_told_and_comes_again() {
        stub.answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            StubServer.breakOff(exchange, 100_000, event(5) + event(6).strip());
        });
        stub.answers(events(event(6)));
        followUntil(6, "4");
        assertThat(told).containsExactly(5L, 6L);
        assertThat(stub.asked).containsExactly("GET /get_updates?since=4", "GET /get_updates after e7-5");
    }

    @Test
    void a_server_that_is_away_for_a_while_is_waited_for() {
        stub.answers(events(event(5)));
        stub.answers(503, StubServer.problem("overloaded", "later"));
        stub.answers(HttpExchange::close);
        stub.answers(events(event(6)));
        followUntil(6, "4");
        assertThat(told).containsExactly(5L, 6L);
    }

    @Test
    void before_anything_came_it_goes_on_from_where_it_was_asked_to() {
        stub.answers(events(""));
        stub.answers(events(event(5)));
        followUntil(5, "4");
        assertThat(stub.asked).containsExactly("GET /get_updates?since=4", "GET /get_updates?since=4");
    }

    @Test
    void a_history_that_is_gone_ends_it() {
        stub.answers(410, StubServer.problem("history-gone", "read the tables again and go on from e8-5"));
        assertThatThrownBy(() -> LiveChanges.follow(stub.uri(), "", "e7-1", Duration.ZERO, change -> {}))
                .isInstanceOf(ServerRefusedException.class)
                .hasMessageContaining("go on from e8-5");
    }

    @Test
    void a_server_that_was_never_there_is_away() {
        URI nobody = stub.uri();
        stub.close();
        assertThatThrownBy(() -> LiveChanges.follow(nobody, "", "", Duration.ZERO, change -> {}))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageStartingWith("no server answers at");
    }

    private static StubServer.Answering events(String text) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            StubServer.write(exchange, 200, text);
        };
    }

    private static String event(long version) {
        return "id: e7-" + version + "\nevent: update\ndata: [{\"q\":5,\"_change\":{\"version\":" + version
                + ",\"update_id\":\"01989d7c-1111-7abc-8def-0123456789ab\",\"table\":\"r\",\"column\":\"q\","
                + "\"editor\":\"ana\",\"at\":\"2026-01-01T00:00:00Z\",\"edited_table\":\"r\",\"edited_column\":\"q\"}}]\n\n";
    }
}
