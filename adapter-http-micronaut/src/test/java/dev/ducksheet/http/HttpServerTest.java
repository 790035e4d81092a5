package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ducksheet.core.edit.Outcome;
import dev.ducksheet.core.model.Version;
import dev.ducksheet.core.port.in.SubmitUpdate.Submission;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServerTest {
    private static final HttpSettings DEFAULTS = HttpSettings.defaults("1.2.3");
    private final FakeWorkbook workbook = new FakeWorkbook();

    private static HttpSettings closed(String host) {
        return new HttpSettings(host, 0, 1024, 10, Duration.ofSeconds(5), Duration.ofSeconds(15), false, "1.2.3");
    }

    @Test
    void two_servers_in_one_process_know_nothing_of_each_other() {
        var other = new FakeWorkbook();
        other.feed.sell(1);
        try (var one = HttpServer.start(workbook, DEFAULTS);
                var two = HttpServer.start(other, DEFAULTS)) {
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(new Client(one).get("/get_updates").body()).contains("\"next\":\"e7-0\"");
            assertThat(new Client(two).get("/get_updates").body()).contains("\"next\":\"e7-1\"");
        }
    }

    @Test
    void a_port_that_is_taken_is_an_error_at_the_start() {
        try (var one = HttpServer.start(workbook, DEFAULTS)) {
            assertThatThrownBy(() -> HttpServer.start(workbook, DEFAULTS.port(one.port())))
                    .hasMessageContaining(Integer.toString(one.port()));
        }
    }

    @Test
    void a_request_under_way_is_finished_when_the_server_closes() throws InterruptedException {
        var submitted = new CountDownLatch(1);
        var outcome = new CompletableFuture<Outcome>();
        workbook.onSubmit = update -> {
            submitted.countDown();
            return new Submission.Queued(FakeWorkbook.id(1), CompletableFuture.completedFuture(null), outcome);
        };
        var server = HttpServer.start(workbook, DEFAULTS);
        var client = new Client(server);
        var answer = client.http()
                .sendAsync(
                        client.to("/update_cell")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(WithServer.A_CELL))
                                .build(),
                        BodyHandlers.ofString());
        submitted.await();
        var closing = CompletableFuture.runAsync(server::close);
        outcome.complete(new Outcome.Applied(FakeWorkbook.id(1), new Version(1), "sales", "quantity", 1));

        assertThat(answer.join().statusCode()).isEqualTo(200);
        closing.join();
        server.close();
        assertThat(workbook.isClosed()).isFalse();
    }

    @Test
    void who_is_not_open_lets_nobody_in_without_a_key() {
        try (var server = HttpServer.start(workbook, closed("127.0.0.1"))) {
            var client = new Client(server);
            var answer = client.post("/update_cell", WithServer.A_CELL);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"ducksheet\"");
            assertThat(answer.body()).contains("/problems/unauthorized");
            assertThat(client.get("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(client.get("/").body()).contains("\"open\":false");
            assertThat(workbook.submitted).isEmpty();
        }
    }

    @Test
    void settings_that_no_server_can_have_are_refused() {
        assertThat(closed("0.0.0.0").open()).isFalse();
        assertThatThrownBy(
                        () -> new HttpSettings("0.0.0.0", 0, 1024, 10, Duration.ZERO, Duration.ofSeconds(1), true, "1"))
                .hasMessageContaining("loopback");
        assertThatThrownBy(() -> DEFAULTS.port(65536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> closed(" ")).hasMessageContaining("blank");
        assertThatThrownBy(
                        () -> new HttpSettings("127.0.0.1", 0, 10, 10, Duration.ZERO, Duration.ofSeconds(1), true, "1"))
                .hasMessageContaining("1024");
        assertThatThrownBy(() -> new HttpSettings(
                        "127.0.0.1", 0, 1024, 10, Duration.ofMinutes(2), Duration.ofSeconds(1), true, "1"))
                .hasMessageContaining("60 s");
        assertThatThrownBy(() -> new HttpSettings("127.0.0.1", 0, 1024, 10, Duration.ZERO, Duration.ZERO, true, "1"))
                .hasMessageContaining("heartbeat");
        assertThatThrownBy(() ->
                        new HttpSettings("127.0.0.1", 0, 1024, -1, Duration.ZERO, Duration.ofSeconds(1), true, "1"))
                .hasMessageContaining("-1");
    }
}
