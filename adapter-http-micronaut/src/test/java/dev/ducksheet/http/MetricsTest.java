package dev.ducksheet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each answer is noted under its route, and what was measured is shown. */
class MetricsTest {
    private final Noting metrics = new Noting();
    private final HttpServer server =
            HttpServer.start(new FakeWorkbook(), HttpSettings.defaults("1.2.3"), metrics, HttpServer.NO_FILES);
    private final Client client = new Client(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_answer_is_noted_under_its_route_and_status_whoever_gives_it() {
        client.post("/update_cell", WithServer.A_CELL);
        client.post("/update_cell", "{");
        client.get("/tables/sales");
        client.get("/nothing/here");
        WithServer.await(() -> metrics.answers.size() == 4);
        assertThat(metrics.answers)
                .containsOnlyKeys(
                        "POST /update_cell 200", "POST /update_cell 400", "GET /tables/{table} 200", "GET none 404");
        assertThat(metrics.answers.values()).allMatch(took -> took.toNanos() > 0);
    }

    @Test
    void what_was_measured_is_shown_as_prometheus_reads_it() {
        var answer = client.get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("measured 1\n");
    }

    private static final class Noting implements Metrics {
        final Map<String, Duration> answers = new ConcurrentHashMap<>();

        @Override
        public void answered(String method, String route, int status, Duration took) {
            answers.put(method + " " + route + " " + status, took);
        }

        @Override
        public String scrape() {
            return "measured 1\n";
        }
    }
}
